# Everything runs in a virtual environment of the checkout; PYTHON chooses its interpreter (3.11 or newer).
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Where the harnesses of `make verify` stand: the provider's and the engine's code against a fake AWS, the gateway.
HARNESS ?= ../shared

.PHONY: help demo check test verify bench regen clean

help:
	@echo "make demo     plan a real example into demo/, run the stack's own tests, and say what to look at"
	@echo "make check    ruff, ruff format, mypy --strict, import contracts"
	@echo "make test     the test suite; needs no network once installed, no AWS account, no container engine"
	@echo "make verify   every example through the real gateway, the real AWS provider and the real Pulumi engine"
	@echo "make bench    how long a plan takes, against cookiecutter"
	@echo "make regen    plan the examples and rewrite the golden files; read the diff"

$(VENV)/demo: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/test: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/demo

$(VENV)/verify: $(VENV)/test
	$(BIN)/pip install --quiet --editable '.[test,verify]'
	@touch $@

# As a user has it: a wheel, byte-compiled, in an environment of its own.
bench:
	$(PYTHON) -m venv .bench
	.bench/bin/pip install --quiet --force-reinstall --no-deps .
	.bench/bin/pip install --quiet '.[bench]'
	.bench/bin/python tests/bench/bench.py

DEMO := storefront-live

demo: $(VENV)/demo
	$(BIN)/rtgen plan stacks/$(DEMO)/spec.yaml --out demo --overwrite
	@echo; echo "Now the tests that the stack ships with (the first time, pulumi-aws is installed: a minute or two)"; echo
	$(BIN)/pip install --quiet --requirement demo/$(DEMO)/requirements-dev.txt
	cd demo/$(DEMO) && $(abspath $(BIN))/python -m pytest -q
	@echo
	@echo "Look at:"
	@echo "  demo/$(DEMO)/real-time-architecture.md   what was decided, why, and how to operate it"
	@echo "  demo/$(DEMO)/__main__.py                 the stack's table of contents"
	@echo "  demo/$(DEMO)/components/                 one component a file"
	@echo "  demo/$(DEMO)/local/README.md             a message delivered on this machine in a minute"
	@echo "  stacks/$(DEMO)/spec.yaml                 the spec that all of it came from"

check: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(VENV)/test
	$(BIN)/pytest -n 2 -m "not verify"

# Three at a time on two cores: the harnesses spend a third of their time waiting for what they started.
verify: $(VENV)/verify
	HARNESS=$(HARNESS) $(BIN)/pytest -n 3 --dist worksteal -m verify

regen: $(VENV)/test
	$(BIN)/rtgen plan stacks/*/spec.yaml --overwrite >/dev/null
	RTGEN_ACCEPT=1 $(BIN)/pytest -q -n 2 -m "not verify"
	git status --short

clean:
	rm -rf $(VENV) demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
