"""A second reader of articles: any OpenAI-compatible endpoint, off unless asked for (docs/llm.md).

    questions.py   an article in parts of bounded length, each a request as bytes
    told.py        the form that an answer must have
    endpoint.py    where to ask and with which key, from the environment
    asking.py      the asking: time, size, rate and failure bounded; the only module that uses a network

What is made of the answers is claims/by_model.py.
"""
