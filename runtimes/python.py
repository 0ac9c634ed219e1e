"""Runs a handler in Python as Lambda's own runtime does; started by Poolhouse (src/lambda/python).

Arguments: the handler's file and the function's name in it. Each invocation comes on file descriptor 3 as two lines of
JSON, what is known about it and the event. On 4 go lines of JSON in which the file says what it has to say; an answer
follows its line on a line of its own.
"""

import decimal
import importlib
import importlib.util
import io
import json
import logging
import os
import sys
import time
import traceback

LONGEST_ANSWER = 6291556
# In characters, of what an error says: the service tells no more of it.
LONGEST_MESSAGE = 256 * 1024

_requests = os.fdopen(3, "rb")
_answers = os.fdopen(4, "wb")
_root = os.getcwd()


def _tell(payload=None, **message):
    line = json.dumps(message).encode() + b"\n"
    # At once, lest another thread's line come between.
    _answers.write(line if payload is None else line + payload + b"\n")
    _answers.flush()


class _Output(io.TextIOBase):
    """What is printed goes the way of the answers, so that it comes before them."""

    encoding = "utf-8"

    def __init__(self, stream):
        self.buffer = stream.buffer
        self._line = ""

    def fileno(self):
        return self.buffer.fileno()

    def writable(self):
        return True

    def write(self, text):
        *lines, self._line = (self._line + text).split("\n")
        for line in lines:
            _tell(kind="log", text=line)
        return len(text)

    def end_line(self):
        if self._line:
            self.write("\n")


class Context:
    """What a handler is given beside the event: https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    identity = None
    client_context = None

    def __init__(self, about):
        self.aws_request_id = about["requestId"]
        self.invoked_function_arn = about["arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self._deadline = about["deadline"]

    def get_remaining_time_in_millis(self):
        return max(0, int(self._deadline - time.time() * 1000))

    def log(self, message):
        print(message)


class Failure(Exception):
    def __init__(self, error_type, message):
        super().__init__(message)
        self.error_type = error_type


def _import(path, module_name):
    """By name, as Lambda does it; or from the file, where a folder of the path is called like somebody else's package."""
    try:
        if not all(part.isidentifier() for part in module_name.split(".")):
            raise ModuleNotFoundError(name=module_name)
        module = importlib.import_module(module_name)
        if getattr(module, "__file__", None) == path:
            return module
    except ModuleNotFoundError as error:
        if not f"{module_name}.".startswith(f"{error.name}.") or not os.path.exists(path):
            raise
    spec = importlib.util.spec_from_file_location(module_name, path)
    module = sys.modules[module_name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _load(path, name):
    folder = os.path.dirname(path)
    # The folder of poolhouse.yaml is what the task root is on Lambda; the file's own is for whoever writes `import util`.
    sys.path[0:1] = [_root, folder] if folder != _root else [_root]
    module_name = os.path.relpath(path, _root)[: -len(".py")].replace(os.sep, ".").lstrip(".")
    try:
        module = _import(path, module_name)
    except ImportError as error:
        raise Failure("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}") from error
    except SyntaxError as error:
        message = f"Syntax error in module '{module_name}': {error}"
        raise Failure("Runtime.UserCodeSyntaxError", message) from error
    if not hasattr(module, name):
        raise Failure("Runtime.HandlerNotFound", f"Handler '{name}' missing on module '{module_name}'")
    return getattr(module, name)


def _as_json(value):
    if isinstance(value, decimal.Decimal):
        return float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def _answer(handler, about, event):
    try:
        returned = handler(json.loads(event), Context(about))
    except Exception as error:
        traceback.print_exc()
        return {"kind": "error", "errorType": type(error).__name__, "errorMessage": str(error)[:LONGEST_MESSAGE]}, None
    try:
        payload = json.dumps(returned, default=_as_json).encode()
        size = len(payload)
        if size > LONGEST_ANSWER:  # which counts characters that are escaped here as what they are
            size = len(json.dumps(returned, default=_as_json, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    except Exception as error:
        message = f"Unable to marshal response: {error}"[:LONGEST_MESSAGE]
        return {"kind": "error", "errorType": "Runtime.MarshalError", "errorMessage": message}, None
    if size > LONGEST_ANSWER:
        message = f"Response payload size exceeded maximum allowed payload size ({LONGEST_ANSWER} bytes)."
        return {"kind": "error", "errorType": "Function.ResponseSizeTooLarge", "errorMessage": message}, None
    return {"kind": "answer"}, payload


class _OwnFiles:
    """The files of the user's own that were imported, told when there are more."""

    def __init__(self):
        self._modules = 0

    def more(self):
        if len(sys.modules) == self._modules:
            return []
        self._modules = len(sys.modules)
        files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
        return [file for file in files if file and file.startswith(_root) and "site-packages" not in file]


def main():
    path, name = sys.argv[1:3]
    output = sys.stdout = sys.stderr = _Output(sys.stdout)
    logging.basicConfig(stream=output, format="[%(levelname)s]\t%(message)s")
    own_files = _OwnFiles()
    try:
        handler = _load(path, name)
    except BaseException as error:
        traceback.print_exc()
        error_type = error.error_type if isinstance(error, Failure) else type(error).__name__
        message = str(error)[:LONGEST_MESSAGE]
        _tell(kind="ready", failure={"errorType": error_type, "errorMessage": message}, files=own_files.more())
        return
    _tell(kind="ready", files=own_files.more())
    while True:
        about, event = _requests.readline(), _requests.readline()
        if not event:
            return
        message, payload = _answer(handler, json.loads(about), event)
        output.end_line()
        _tell(payload, files=own_files.more(), **message)


main()
