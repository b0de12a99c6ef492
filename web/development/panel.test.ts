import { expect, it, onTestFinished } from 'vitest';
import { breakWords } from './break-words.ts';
import { BREAKS, type Break } from './breaks.ts';
import { makePanel } from './panel.ts';

function open(breaks: readonly Break[] = BREAKS, isFolded = false) {
	const pressed: Break[] = [];
	const saved: boolean[] = [];
	const { element, say } = makePanel({
		breaks,
		press: (name) => pressed.push(name),
		folded: { load: () => isFolded, save: (folded) => saved.push(folded) },
	});
	document.body.append(element);
	onTestFinished(() => element.remove());
	const root = element.shadowRoot;
	if (root === null) throw new Error('it has no shadow root');
	return { element, root, say, pressed, saved };
}

it('has a button for each thing that can be broken, which says what to expect', () => {
	const { root, pressed } = open();
	const buttons = [...root.querySelectorAll('button')];
	expect(buttons.map(({ textContent }) => textContent)).toEqual(BREAKS.map((name) => breakWords[name].title));
	for (const [i, button] of buttons.entries()) {
		const described = root.getElementById(button.getAttribute('aria-describedby') ?? '');
		expect(described?.textContent).toBe(breakWords[BREAKS[i] ?? 'refresh'].what);
		button.click();
	}
	expect(pressed).toEqual(BREAKS);
});

it('has none for what cannot be broken from here', () => {
	const { root } = open(['refresh', 'agent']);
	expect([...root.querySelectorAll('button')].map(({ textContent }) => textContent)).toEqual([
		'Refresh',
		'Kill the agent',
	]);
});

it('is folded as it was left, and remembers', () => {
	const details = (isFolded: boolean) => {
		const { root, saved } = open(BREAKS, isFolded);
		return { details: root.querySelector('details'), saved };
	};
	expect(details(true).details?.open).toBe(false);
	const { details: unfolded, saved } = details(false);
	expect(unfolded?.open).toBe(true);
	if (unfolded !== null) unfolded.open = false;
	unfolded?.dispatchEvent(new Event('toggle'));
	expect(saved.at(-1)).toBe(true);
});

it('says what has happened politely, and leaves the page its one status', () => {
	const { root, say } = open();
	say('Kill the agent: done.');
	expect(root.querySelector('[aria-live=polite]')?.textContent).toBe('Kill the agent: done.');
	expect(root.querySelectorAll('[role], output')).toHaveLength(0);
});
