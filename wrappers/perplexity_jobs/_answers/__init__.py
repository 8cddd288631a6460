"""What a finished job says, in one form for every API.

- `result`: text, sources, usage and cost
- `reasoning`: the text of the answer, without the reasoning in front of it
- `markdown`: the answer as Markdown, with its sources as footnotes
- `schema`: the JSON schema of a class, for an answer of that form
- `structured`: the object of that class from the answer
"""
