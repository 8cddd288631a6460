"""What a finished job says, in one form for every API.

- `result`: text without the reasoning in front of it, sources, usage and cost
- `markdown`: the answer as Markdown, with its sources as footnotes
- `structured`: the JSON schema of a class, for an answer of that form, and the object from the answer
"""
