// Page: tabs as the ARIA authoring practices describe them: arrows move, Home and End jump.

/** Makes the buttons of a tab list show their panels; `shown` is called with the panel. */
export function connectTabs(list: HTMLElement, shown: (panel: string) => void): (panel: string) => void {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const select = (tab: HTMLElement): void => {
    for (const each of tabs) show(each, each === tab);
    shown(panelOf(tab));
  };
  for (const tab of tabs) tab.addEventListener('click', () => select(tab));
  list.addEventListener('keydown', (event) => {
    const next = target(tabs, event);
    if (next === undefined) return;
    event.preventDefault();
    select(next);
    next.focus();
  });
  return (panel) => {
    const tab = tabs.find((each) => panelOf(each) === panel);
    if (tab !== undefined) select(tab);
  };
}

function show(tab: HTMLElement, isShown: boolean): void {
  tab.setAttribute('aria-selected', String(isShown));
  tab.tabIndex = isShown ? 0 : -1;
  document.querySelector(`#${panelOf(tab)}`)?.toggleAttribute('hidden', !isShown);
}

function panelOf(tab: HTMLElement): string {
  return tab.getAttribute('aria-controls') ?? '';
}

function target(tabs: readonly HTMLElement[], { key }: KeyboardEvent): HTMLElement | undefined {
  const now = tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true');
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: (now + 1) % tabs.length,
    ArrowLeft: (now + tabs.length - 1) % tabs.length,
    Home: 0,
    End: tabs.length - 1,
  };
  return tabs[steps[key] ?? -1];
}
