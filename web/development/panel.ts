/**
 * The bar at the foot of the page with the buttons that break things. It is in the page's flow, so that it hides nothing,
 * and in a shadow root, so that neither's styles reach the other. It holds no `role=status` or `role=alert`: the page has
 * those, and whoever looks for them means the page's.
 *
 * @module
 */
import { breakWords } from './break-words.ts';
import type { Break } from './breaks.ts';
import styles from './panel.css?inline';

export interface Panel {
	readonly element: HTMLElement;
	/** What has happened; read out politely. */
	say(words: string): void;
}

export interface PanelOptions {
	readonly breaks: readonly Break[];
	readonly press: (name: Break) => void;
	readonly folded: { readonly load: () => boolean; readonly save: (folded: boolean) => void };
}

function make<Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	attributes: Readonly<Record<string, string>>,
	...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
	const element = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
	element.append(...children);
	return element;
}

export function makePanel({ breaks, press, folded }: PanelOptions): Panel {
	const items = breaks.map((name) => {
		const { title, what } = breakWords[name];
		const button = make('button', { type: 'button', 'aria-describedby': name }, title);
		button.addEventListener('click', () => press(name));
		return make('li', {}, button, make('p', { id: name }, what));
	});
	const details = make('details', {}, make('summary', {}, 'Break it'), make('ul', {}, ...items));
	details.open = !folded.load();
	details.addEventListener('toggle', () => folded.save(!details.open));
	const outcome = make('p', { class: 'outcome', 'aria-live': 'polite' });

	const element = make('aside', { 'aria-label': 'Break it' });
	const root = element.attachShadow({ mode: 'open' });
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(styles);
	root.adoptedStyleSheets = [sheet];
	root.append(details, outcome);
	return {
		element,
		say(words) {
			if (outcome.textContent !== words) outcome.textContent = words;
		},
	};
}
