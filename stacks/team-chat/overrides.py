"""Your changes to what rtgen renders. This file is written once; from then on it is yours.

Define a function named for a resource, such as this one for `gateway-service`:

    import pulumi_aws as aws

    def gateway_service(args: aws.ecs.ServiceArgs) -> aws.ecs.ServiceArgs:
        args.enable_execute_command = True
        return args

It is called with the resource's arguments before the resource is created. One named for a kind of
resource gets each of that kind, with its name:

    def kms_key(name: str, args: aws.kms.KeyArgs) -> aws.kms.KeyArgs:
        args.deletion_window_in_days = 30
        return args

components/hooks.py lists all hooks; a function of another name is an error, unless it starts with
an underscore.
"""
