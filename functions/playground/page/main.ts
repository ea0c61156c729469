// Entry of the playground's page: runs the operator's own functions on the text while it is typed, inside the page.

import { type Answer, answerText, type ServerAnswer } from '../answer.ts';
import { compareTexts } from '../compare.ts';
import { EXAMPLES } from '../examples.ts';
import { readSettings } from '../settings.ts';
import type { Settings } from '../../decode/settings.ts';
import { changesView } from './changes.ts';
import { childrenView, statusView } from './children.ts';
import { connectEditor } from './editor.ts';
import { byId, choice, type Content, element, textArea } from './element.ts';
import { findingsView, problemsView } from './findings.ts';
import { reachView } from './reach.ts';
import { keep, keptState, shareLink } from './keep.ts';
import { summaryView } from './summary.ts';
import type { State } from '../state.ts';
import { connectTabs } from './tabs.ts';

/** A pause in typing after which the text is evaluated. */
const PAUSE_MS = 150;

const NO_BEFORE = 'Paste the manifest as it was before, or keep the present one and then change it.';

const UNREAD = 'Nothing to show: no MCPServer in this text can be read.';

const NOTHING: Answer = { servers: [], problems: [] };

function update(): void {
  byId('answer').setAttribute('aria-busy', 'false');
  const settings = readSettings(textArea('settings').value);
  byId('settings-problem').replaceChildren(settings.ok ? '' : settings.error);
  try {
    if (settings.ok) answerWith(settings.value);
    else showAnswer({ ...NOTHING, problems: [`settings: ${settings.error}`] });
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    showAnswer({ ...NOTHING, problems: [`this is a bug of the operator, please report it: ${sentence}`] });
  }
}

function answerWith(settings: Settings): void {
  const [before, now] = [textArea('before').value, textArea('manifest').value];
  keep(stateNow());
  showAnswer(answerText(now, settings, `${new Date().toISOString().slice(0, 19)}Z`));
  const changes = before.trim() === '' ? [NO_BEFORE] : changesView(compareTexts(before, now, settings));
  byId('changes').replaceChildren(...changes);
}

function showAnswer(answer: Answer): void {
  const server = chosenServer(answer);
  byId('summary').replaceChildren(...summaryView(server, answer));
  byId('count-findings').replaceChildren(String(server?.notes.length ?? 0));
  byId('count-children').replaceChildren(String(server?.children.length ?? 0));
  const views: Readonly<Record<string, readonly Content[]>> =
    server === undefined
      ? { findings: problemsView(answer.problems, showLine), children: [UNREAD], status: [UNREAD], reach: [UNREAD] }
      : {
          findings: findingsView(server, showLine),
          children: childrenView(server),
          status: statusView(server),
          reach: reachView(server),
        };
  for (const [panel, contents] of Object.entries(views)) byId(panel).replaceChildren(...contents);
}

/** With several servers in the text one is selected; the selection stays while people type. */
function chosenServer({ servers }: Answer): ServerAnswer | undefined {
  const select = choice('server');
  const { value } = select;
  select.replaceChildren(...servers.map(({ key }) => element('option', { value: key }, key)));
  byId('server-choice').toggleAttribute('hidden', servers.length < 2);
  const chosen = servers.find(({ key }) => key === value) ?? servers[0];
  if (chosen !== undefined) select.value = chosen.key;
  return chosen;
}

function showLine(line: number): void {
  const area = textArea('manifest');
  const lines = area.value.split('\n');
  const from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
}

function stateNow(): State {
  const [manifest, settings, before] = [
    textArea('manifest').value,
    textArea('settings').value,
    textArea('before').value,
  ];
  return { manifest, settings, before };
}

function takeState({ manifest, settings, before }: State, draw: () => void): void {
  textArea('manifest').value = manifest;
  textArea('settings').value = settings;
  textArea('before').value = before;
  byId('settings-box').toggleAttribute('open', settings !== '');
  draw();
  update();
}

/** The link becomes the address of the page, so that it can be copied by hand too. */
function share(): void {
  const link = shareLink(stateNow());
  history.replaceState(null, '', link);
  void navigator.clipboard?.writeText(link).then(
    () => byId('share').replaceChildren('Copied'),
    () => byId('share').replaceChildren('It is the address of this page now'),
  );
}

function whenQuiet(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    byId('answer').setAttribute('aria-busy', 'true');
    timer = setTimeout(update, PAUSE_MS);
  };
}

function start(): void {
  const select = choice('example');
  select.append(...EXAMPLES.map(({ title }, index) => element('option', { value: String(index) }, title)));
  const showTab = connectTabs(byId('tabs'), () => undefined);
  const draw = connectEditor(textArea('manifest'));
  select.addEventListener('change', () => {
    const example = EXAMPLES[Number(select.value)];
    if (example === undefined) return;
    history.replaceState(null, '', location.href.split('#', 1)[0]);
    takeState(example, draw);
    showTab(textArea('before').value === '' ? 'findings' : 'compare');
  });
  const soon = whenQuiet();
  for (const id of ['manifest', 'settings', 'before']) byId(id).addEventListener('input', soon);
  byId('server').addEventListener('change', update);
  byId('keep').addEventListener('click', () => {
    textArea('before').value = textArea('manifest').value;
    update();
  });
  byId('share').addEventListener('click', share);
  byId('not-built').remove();
  byId('work').toggleAttribute('hidden', false);
  const first = keptState() ?? EXAMPLES[0];
  if (first !== undefined) takeState(first, draw);
}

start();
