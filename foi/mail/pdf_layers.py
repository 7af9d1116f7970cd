"""Layers of a PDF ("optional content"): which of them a reader does not see on opening it."""

from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject


class Layers:
    """The layers that are off when the file is opened on a screen."""

    def __init__(self, root: DictionaryObject) -> None:
        self.names: list[str] = []
        self._hidden: set[int] = set()
        properties = _dictionary(root.get("/OCProperties"))
        setting = _dictionary(properties.get("/D"))
        switched_on = _numbers(setting.get("/ON"))
        switched_off = _numbers(setting.get("/OFF"))
        all_off = setting.get("/BaseState") == "/OFF"
        for reference in _list(properties.get("/OCGs")):
            number, layer = _number(reference), _dictionary(reference)
            off = number in switched_off or (all_off and number not in switched_on)
            if off or _never_on_screen(layer):
                self._hidden.add(number)
                self.names.append(str(layer.get("/Name", "")))

    def hides(self, membership: Any) -> bool:
        """Say whether content belonging to this layer (or policy over several) is not seen."""
        if not self._hidden or membership is None:
            return False
        group = _dictionary(membership)
        if group.get("/Type") != "/OCMD":
            return _number(membership) in self._hidden
        layers = group.raw_get("/OCGs") if "/OCGs" in group else ArrayObject()
        members = _list(layers) or [layers]
        off = [_number(layer) in self._hidden for layer in members if _number(layer)]
        return _policy_hides(str(group.get("/P", "/AnyOn")), off)


def _policy_hides(policy: str, off: list[bool]) -> bool:
    """ISO 32000-1 table 99; an expression (/VE) is not read, its policy is."""
    if not off:
        return False
    shown = {
        "/AllOn": not any(off),
        "/AnyOff": any(off),
        "/AllOff": all(off),
    }.get(policy, not all(off))
    return not shown


def _never_on_screen(layer: DictionaryObject) -> bool:
    view = _dictionary(_dictionary(layer.get("/Usage")).get("/View"))
    return bool(view.get("/ViewState") == "/OFF")


def _numbers(value: Any) -> set[int]:
    return {_number(item) for item in _list(value)}


def _number(reference: Any) -> int:
    """The object number, which is how layers are told apart; 0 for what is no object."""
    if isinstance(reference, IndirectObject):
        return reference.idnum
    own = getattr(reference, "indirect_reference", None)
    return own.idnum if isinstance(own, IndirectObject) else 0


def _list(value: Any) -> list[Any]:
    found = value.get_object() if isinstance(value, IndirectObject) else value
    return list(found) if isinstance(found, ArrayObject) else []


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if isinstance(value, IndirectObject) else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
