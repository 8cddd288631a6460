"""The two services behind the client; the only room that knows the generated package `perplexity_openapi`.

Used of it are the functions that build a request (method, path, query, envelope), the classes of requests and
results, and, for type checkers, the fields of both requests. Not used are its clients, its parsing of answers
and its errors: they refuse a whole body for one field that is not as documented, do not know the statuses 520
to 530, set no timeout, and would lose the id of a job that is paid for.

- `either`: both, for a client that names none
- `sonar`: the asynchronous chat completions, ``/async/chat/completions``
- `sonar_answers`: what their finished jobs say
- `agent`: the background mode of the Agent API, ``/v1/agent``
- `agent_answers`: what its finished jobs say
- `building`: what both need to build a request
- `reading`: what both need to read a body
- `translation`: a request of the former in the vocabulary of the latter
- `keywords`: the types of what `submit` takes and `result` gives, for type checkers and editors
- `request_fields`: the fields of both requests, built from the document
"""
