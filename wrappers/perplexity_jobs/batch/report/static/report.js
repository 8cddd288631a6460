// The arrow of a source leads to the first of its marks; after a click on another one, to that one.
const left = new Map();
document.onclick = event => {
  const link = event.target.closest("a.mark, .sources a.back");
  if (link?.className === "mark") left.set(link.hash.slice(1), link);
  const mark = link?.className === "back" && left.get(link.parentElement.id);
  if (!mark) return;
  event.preventDefault();
  mark.scrollIntoView({block: "center"});
  mark.focus();
};

const list = document.querySelector(".items");
if (list) filtered([...list.children]);

function filtered(items) {
  const texts = new Map();
  const make = (name, more) => Object.assign(document.createElement(name), more);
  const text = make("input", {type: "search", placeholder: "Search", ariaLabel: "Words to look for"});
  const status = make("select", {ariaLabel: "Status"});
  const first = make("input", {type: "checkbox"}), label = make("label");
  const button = make("button", {textContent: "Open or close all", hidden: !list.querySelector("details")});
  const told = make("output"), bar = make("div", {className: "filter"});

  const counts = new Map();
  for (const {dataset} of items) counts.set(dataset.status, 1 + (counts.get(dataset.status) || 0));
  status.add(new Option("every status", ""));
  for (const [name, count] of counts) status.add(new Option(`${name} (${count.toLocaleString("en")})`, name));
  label.append(first, " failed first");
  bar.append(text, status, label, button, told);
  list.before(bar);

  function filter() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      if (words.length && !texts.has(item)) texts.set(item, item.textContent.toLowerCase());
      item.hidden = status.value && status.value !== item.dataset.status
        || !words.every(word => texts.get(item).includes(word));
      shown += !item.hidden;
    }
    told.textContent = `${shown.toLocaleString("en")} of ${items.length.toLocaleString("en")}`;
  }
  text.oninput = status.oninput = filter;
  first.onchange = () => {
    const answered = item => item.dataset.status === "completed";
    list.append(...(first.checked ? [...items].sort((a, b) => answered(a) - answered(b)) : items));
  };
  button.onclick = () => {
    const seen = items.filter(item => !item.hidden), open = seen.some(item => !item.open);
    for (const item of seen) item.open = open;
  };
  filter();
}
