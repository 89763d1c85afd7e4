// Completions under the search boxes. Every page works without this script.
'use strict';
for (const form of document.querySelectorAll('[data-suggest]')) {
  const input = form.querySelector('input');
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.hidden = true;
  form.append(list);
  let asked = 0;
  let waiting;

  const close = () => { list.hidden = true; };

  const show = items => {
    list.replaceChildren(...items.map(item => {
      const row = document.createElement('li');
      const link = document.createElement('a');
      link.href = item.url;
      const kind = document.createElement('span');
      kind.className = 'muted small';
      kind.textContent = item.type === 'STORE' ? 'Store' : item.type === 'BRAND' ? 'Brand' : '';
      link.append(item.text, kind);
      row.append(link);
      return row;
    }));
    list.hidden = items.length === 0;
  };

  const ask = async () => {
    const q = input.value.trim();
    if (q.length < 2) { close(); return; }
    const turn = ++asked;
    try {
      const answer = await fetch('/api/v1/suggestions?q=' + encodeURIComponent(q));
      if (answer.ok && turn === asked) { show((await answer.json()).items); }
    } catch { close(); }
  };

  input.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(ask, 150); });
  input.addEventListener('keydown', event => {
    if (event.key === 'Escape') { close(); }
    if (event.key === 'ArrowDown' && !list.hidden) { event.preventDefault(); list.querySelector('a').focus(); }
  });
  list.addEventListener('keydown', event => {
    const here = document.activeElement.closest('li');
    const next = event.key === 'ArrowDown' ? here?.nextSibling : event.key === 'ArrowUp' ? here?.previousSibling : null;
    if (next) { event.preventDefault(); next.querySelector('a').focus(); }
    if (event.key === 'Escape') { close(); input.focus(); }
  });
  form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget)) { close(); } });
}

// A picture that cannot be loaded gives way to the first letter of what it shows.
for (const image of document.querySelectorAll('img[data-fallback]')) {
  const replace = () => {
    const letter = document.createElement('span');
    letter.className = 'placeholder';
    letter.setAttribute('aria-hidden', 'true');
    letter.textContent = image.dataset.fallback;
    image.replaceWith(letter);
  };
  if (image.complete && image.naturalWidth === 0) { replace(); } else { image.addEventListener('error', replace); }
}

// Filters are folded on a phone and open where there is room.
for (const details of document.querySelectorAll('[data-open-wide]')) {
  details.open = window.matchMedia('(min-width: 60rem)').matches;
}

// On a phone the tabs are wider than the screen: the one that one is on is shown.
for (const tab of document.querySelectorAll('.tabs a[aria-current]')) {
  const tabs = tab.closest('.tabs');
  tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
}

// A file that is too large is told so before it is sent.
for (const input of document.querySelectorAll('input[data-largest]')) {
  input.addEventListener('change', () => {
    const large = [...input.files].some(file => file.size > Number(input.dataset.largest));
    input.setCustomValidity(large ? 'This file is larger than 10 MB.' : '');
    if (large) { input.reportValidity(); }
  });
}

// What can be copied is copied by a button where the browser allows it.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll('[data-copy]')) {
    const source = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(source.value);
        button.textContent = 'Copied';
      } catch { source.select(); }
    });
  }
}
