import os
import subprocess


def handler(event, context):
    child = subprocess.Popen(["sleep", "300"])
    print("processes", os.getpid(), child.pid)
    child.wait()
