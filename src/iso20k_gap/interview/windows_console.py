"""The Windows console: consoles of old print escape sequences unless they are told to obey them."""

import ctypes
import sys
from typing import Any

ERROR_OUTPUT = -12
OBEYS_ESCAPES = 0x0004
"""`ENABLE_VIRTUAL_TERMINAL_PROCESSING` of the console's mode."""


def obeys_escapes() -> bool:
    """Whether the terminal draws what a whole screen needs; on Windows it is told to first."""
    if sys.platform != "win32":
        return True
    return told(ctypes.WinDLL("kernel32"))


def told(kernel: Any) -> bool:
    """Tell the console behind standard error to obey escapes; whether it does from now on."""
    kernel.GetStdHandle.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.GetStdHandle(ERROR_OUTPUT))
    mode = ctypes.c_uint32()
    if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
        return False
    if mode.value & OBEYS_ESCAPES:
        return True
    return bool(kernel.SetConsoleMode(handle, mode.value | OBEYS_ESCAPES))
