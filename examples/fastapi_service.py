"""A service that submits, and a page that waits: no request of a browser lasts for minutes.

pip install fastapi uvicorn && uvicorn --app-dir examples fastapi_service:app
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse

from perplexity_jobs import (
    APIError,
    AsyncPerplexityJobs,
    BadRequestError,
    EndpointRetiredError,
    JobError,
    NotFoundError,
    RateLimitError,
)

PAGE = """<!doctype html>
<title>Questions</title>
<form><input name="question" size="60" placeholder="Your question" required> <button>Ask</button></form>
<p role="status"></p>
<pre style="white-space: pre-wrap"></pre>
<script>
const status = document.querySelector("p"), answer = document.querySelector("pre");
async function wait(id) {
  location.hash = id;  // a page that is loaded again goes on
  for (;;) {
    const reply = await fetch("/questions/" + encodeURIComponent(id));
    const job = await reply.json();
    status.textContent = reply.ok ? job.status : job.detail;
    if (!reply.ok || job.ended) { answer.textContent = job.markdown ?? ""; return; }
    await new Promise(resume => setTimeout(resume, 5000));
  }
}
document.querySelector("form").onsubmit = async event => {
  event.preventDefault();
  const question = new FormData(event.target).get("question");
  const reply = await fetch("/questions?" + new URLSearchParams({question}), {method: "POST"});
  const job = await reply.json();
  if (reply.ok) wait(job.id); else status.textContent = job.detail;
};
if (location.hash) wait(location.hash.slice(1));
</script>
"""


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    # One client for the whole service: its connections and its knowledge of the API are shared.
    async with AsyncPerplexityJobs() as app.state.client:
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/", response_class=HTMLResponse)
async def page() -> str:
    return PAGE


@app.post("/questions", status_code=202)
async def ask(question: str) -> dict[str, str]:
    job = await app.state.client.submit(question, model="sonar-deep-research")
    return {"id": job.id}


@app.get("/questions/{job_id}")
async def answer(job_id: str) -> dict[str, Any]:
    try:
        job = await app.state.client.get(job_id)
    except (NotFoundError, BadRequestError, EndpointRetiredError):  # also for what is no id at all
        raise HTTPException(404, "There is no such question, or it is too old.") from None
    try:
        markdown = job.to_markdown() if job.is_terminal else None
    except JobError:  # it has failed, or was cut short: what there is of an answer
        markdown = job.text
    return {"status": job.status, "ended": job.is_terminal, "markdown": markdown, "cost": job.cost}


@app.exception_handler(ValueError)
async def unusable(request: Request, error: ValueError) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, 422)


@app.exception_handler(RateLimitError)
async def busy(request: Request, error: RateLimitError) -> JSONResponse:
    return JSONResponse(
        {"detail": "Too many questions at once."}, 503, {"Retry-After": f"{error.retry_after or 10:.0f}"}
    )


@app.exception_handler(APIError)
async def refused(request: Request, error: APIError) -> JSONResponse:
    # Its message is for whoever runs the service, not for whoever asks.
    return JSONResponse({"detail": "The service cannot answer at the moment."}, 502)
