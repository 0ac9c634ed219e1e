"""Writes down who signed in, and whether from a device that nobody knew."""


def handler(event, context):
    request = event["request"]
    print(event["userName"], "signed in", "from a new device" if request["newDeviceUsed"] else "")
    return event
