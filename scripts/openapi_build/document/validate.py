"""Is the effective document valid OpenAPI 3.1, and fit to become Python.

openapi-spec-validator decides what is valid. Two things are decided here because nobody else says them
plainly: names that would collide in Python (the generator drops the whole operation with a warning), and
property names that would overwrite what the generated class itself needs.
"""

from __future__ import annotations

from typing import Any

from openapi_build.errors import BuildError, Pointer
from openapi_build.nodes import operations, walk

CLASS_INTERNALS = frozenset(
    {"additional_properties", "additional_keys", "to_dict", "from_dict", "d", "cls", "src_dict", "field_dict"}
)
"""Names of the generated classes' own members and variables: a property of that name would overwrite them."""


def check_names(document: dict[str, Any]) -> None:
    """Every operation has an id and every class a name of its own.

    Raises:
        BuildError: two components with one class name, an operation without an id, two with one, or a
            property that would overwrite a part of its generated class.
    """
    from openapi_python_client.strings import ClassName, PythonIdentifier

    pointer: Pointer
    classes: dict[str, str] = {}
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        if not _becomes_class(schema):
            continue
        title = schema.get("title")
        class_name = ClassName(title if isinstance(title, str) and title else name, "field_")
        if class_name in classes:
            said = f"would become the class {class_name}, as {classes[class_name]} does"
            pointer = ("components", "schemas", name)
            raise BuildError(said, pointer, do="give one of them another `title` in an overlay")
        classes[class_name] = name
    for node in walk(document):
        properties = node.value.get("properties") if node.kind == "schema" else None
        for name in properties if isinstance(properties, dict) else ():
            if PythonIdentifier(name, "field_") in CLASS_INTERNALS:
                raise BuildError(
                    f"the property {name!r} would overwrite a part of its generated class",
                    (*node.pointer, "properties", name),
                    do="remove it in an overlay; it stays reachable among the additional properties",
                )
    ids: dict[str, str] = {}
    for path, method, operation in operations(document):
        pointer = ("paths", path, method)
        identifier = operation.get("operationId")
        if not isinstance(identifier, str) or not identifier:
            raise BuildError("has no operationId", pointer, do="give it one in an overlay")
        module = str(PythonIdentifier(identifier, "field_"))
        if module in ids:
            said = f"the operation id {identifier!r} is also that of {ids[module]}"
            raise BuildError(said, pointer, do="give one of them another id in an overlay")
        ids[module] = "/".join(pointer)


def _becomes_class(schema: Any) -> bool:
    return isinstance(schema, dict) and (
        "enum" in schema or "properties" in schema or schema.get("type") == "object"
    )


def validate(document: dict[str, Any]) -> None:
    """Raises: BuildError with the place of the fault that matters most."""
    from openapi_spec_validator import OpenAPIV31SpecValidator

    do = "correct the source's fault in an overlay"
    faults: list[Any] = []
    try:
        for fault in OpenAPIV31SpecValidator(document).iter_errors():
            faults.append(fault)
    except Exception as error:
        # The validator reports by schema first and then walks the document as if the report had been empty:
        # what it stumbles over has been reported, or is a fault of a kind that it does not know.
        if not faults:
            said = f"cannot be validated: {type(error).__name__}: {error}"
            raise BuildError(said, do=do) from None
    if not faults:
        return
    fault = max(faults, key=lambda item: len(item.absolute_path))
    while fault.context:  # of a union that nothing fits: the member that came furthest
        fault = max(fault.context, key=lambda item: len(item.absolute_path))
    raise BuildError(
        f"is not valid OpenAPI 3.1: {str(fault.message)[:300]}",
        pointer=tuple(fault.absolute_path),
        do=do,
        detail=[str(other.message)[:200] for other in faults[:5] if other is not fault],
    )
