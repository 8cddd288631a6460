"use strict";
// What comes from the simulator is put in as text alone: questions are anybody's.
const EVERY = 500; // ms between two requests
const byId = (id) => document.getElementById(id);
const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
};
const seconds = (value) => `${Math.round(value * 10) / 10} s`;
let active = [];

function bar(job, now, end) {
  // A client may poll again after the end.
  const whole = Math.max(end - job.created, ...job.looks.map((time) => time - job.created), 0.001);
  const place = (time) => Math.min(100, Math.max(0, ((time - job.created) / whole) * 100));
  const node = make("div", "bar");
  const part = (className, from, to) => {
    const piece = make("i", className);
    piece.style.left = `${from}%`;
    if (to !== undefined) piece.style.width = `${Math.max(0, to - from)}%`;
    node.append(piece);
  };
  part("waiting", 0, place(Math.min(now, job.starts)));
  part("running", place(job.starts), place(Math.min(now, end)));
  for (const time of job.looks) part("look", Math.min(place(time), 99.7));
  return node;
}

function jobRow(job, now) {
  const row = make("li");
  const line = make("div", "line");
  const status = make("b", "status", job.status === undefined ? "no status" : String(job.status));
  if (/^(failed|cancelled|incomplete|expired)$/i.test(job.status)) status.classList.add("bad");
  line.append(make("span", "question", job.question || "(no text)"), status);
  // A fault may keep a job from ending when it was to end.
  const end = /^(created|queued|in_progress)$/i.test(job.status) ? Math.max(now, job.ends) : job.ends;
  const age = seconds(Math.min(now, end) - job.created);
  const about = [job.api, job.model, now < job.ends ? `${age} of ${seconds(job.ends - job.created)}` : age];
  about.push(`${job.looks.length} polls`);
  if (job.own) about.push("own answer");
  about.push(...job.faults);
  row.append(line, bar(job, now, end), make("div", "soft", about.join(" · ")), make("div", "soft", job.id));
  return row;
}

function requestRow(request) {
  const row = make("li", "line");
  const when = new Date(request.time * 1000).toISOString().slice(11, 19);
  const what = make("span");
  what.append(make("span", "when", `${when} `), request.what);
  const bad = request.fault || request.status >= 400 || !request.status;
  row.append(what, make("span", bad ? "bad" : "", request.status || "cut"));
  if (request.fault) row.append(make("span", "bad", request.fault));
  if (request.bearer !== "valid") row.append(make("span", "bad", `key ${request.bearer}`));
  return row;
}

function fill(id, rows, empty) {
  byId(id).replaceChildren(...(rows.length ? rows : [make("li", "empty", empty)]));
}

function show(state) {
  byId("counts").textContent = `${state.counts[0]} jobs, ${state.counts[1]} requests`;
  fill("jobs", state.jobs.map((job) => jobRow(job, state.now)), "None yet: a client that submits one shows here.");
  fill("requests", state.requests.map(requestRow), "None yet.");
  active = (state.fault || "").split(",").map((word) => word.trim()).filter(Boolean);
  const left = (fault) => (fault.left === null ? "always" : fault.left ? `${fault.left} left` : "over");
  byId("active").textContent = state.faults.map((fault) => `${fault.name} (${left(fault)})`).join(", ") || "none";
  byId("clear").hidden = !active.length;
  for (const button of document.querySelectorAll("#faults button")) {
    button.setAttribute("aria-pressed", String(active.includes(button.textContent)));
  }
}

async function setFaults(names) {
  const answer = await fetch("/_simulator/faults", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ fault: names.length ? names.join(", ") : null }),
  });
  const body = await answer.json();
  byId("problem").textContent = body.error || "";
  if (!body.error) show(body);
}

function showFaults(groups) {
  for (const [kind, faults] of Object.entries(groups)) {
    const group = make("details");
    group.append(make("summary", "", `${kind} (${faults.length})`));
    for (const fault of faults) {
      const button = make("button", "", fault.name);
      button.type = "button";
      button.title = fault.what;
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => {
        const others = active.filter((name) => name !== fault.name);
        setFaults(others.length < active.length ? others : [...active, fault.name]);
      });
      group.append(button);
    }
    byId("faults").append(group);
  }
}

function find(text) {
  for (const group of document.querySelectorAll("#faults details")) {
    let found = 0;
    for (const button of group.querySelectorAll("button")) {
      button.hidden = !`${button.textContent} ${button.title}`.toLowerCase().includes(text);
      found += !button.hidden;
    }
    group.hidden = !found;
    group.open = Boolean(text) && found > 0;
  }
}

async function look() {
  try {
    if (!document.hidden) {
      show(await (await fetch("/_simulator/state")).json());
      byId("state").textContent = "";
    }
  } catch {
    byId("state").textContent = "The simulator does not answer; it may have ended.";
  }
  setTimeout(look, EVERY);
}

byId("clear").addEventListener("click", () => setFaults([]));
byId("find").addEventListener("input", (event) => find(event.target.value.trim().toLowerCase()));
fetch("/_simulator/faults").then((answer) => answer.json()).then(showFaults).then(look);
