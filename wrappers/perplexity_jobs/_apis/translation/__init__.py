"""A request of the asynchronous chat completions in the vocabulary of the Agent API.

- `table`: where each field goes, or why it cannot
- `translate`: carries the table out
- `messages`: messages as input items
"""
