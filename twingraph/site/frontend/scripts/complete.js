// Completes names while they are typed: the server tells what may be meant. Without this script the field is a field.

let number = 0;
for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-complete]"))) {
  const list = document.createElement("datalist");
  number += 1;
  list.id = `names-${number}`;
  input.after(list);
  input.setAttribute("list", list.id);
  let last = "";
  input.addEventListener("input", async () => {
    const typed = input.value.trim();
    last = typed;
    if (typed.length < 2) {
      list.replaceChildren();
      return;
    }
    const asked = new URLSearchParams({ type: input.dataset.complete ?? "", q: typed, lang: document.documentElement.lang });
    try {
      const answer = await fetch(`${input.dataset.from}?${asked}`);
      if (!answer.ok || typed !== last) return;
      /** @type {{names: {value: string, name: string, note: string}[]}} */
      const { names } = await answer.json();
      list.replaceChildren(
        ...names.map(({ value, name, note }) => {
          const option = document.createElement("option");
          option.value = value;
          option.label = [value === name ? value : name, note].filter(Boolean).join(" · ");
          return option;
        }),
      );
    } catch {
      // Names are a help, not a need.
    }
  });
}
