/**
 * The script of "Break it". `npm start` puts it before the page's first; it is in no build of the page.
 *
 * @module
 */
import type { Break } from './breaks.ts';
import { makeControl } from './control.ts';
import { takeNetwork } from './network-cut.ts';
import { makePanel } from './panel.ts';
import { makePressing } from './pressing.ts';

/** The buttons that can do here what they say. */
declare const BREAKS_HERE: readonly Break[];

const FOLDED = 'greenroom.break-it.folded';
const SINCE = 'greenroom.break-it.since';
/** A narrow page shows its own first. */
const WIDE = '(width >= 60rem)';

const token = document.currentScript?.dataset['token'] ?? '';
const control = makeControl(fetch.bind(window), token);
const network = takeNetwork(window);

addEventListener('DOMContentLoaded', () => {
	const page = document.documentElement;
	const panel = makePanel({
		breaks: BREAKS_HERE,
		press: (name) => pressing.press(name),
		folded: {
			load: () => (localStorage.getItem(FOLDED) ?? String(!matchMedia(WIDE).matches)) === 'true',
			save: (folded) => localStorage.setItem(FOLDED, String(folded)),
		},
	});
	const pressing = makePressing({
		control,
		network,
		reload: () => location.reload(),
		kept: {
			save: (since) => sessionStorage.setItem(SINCE, String(since)),
			take() {
				const since = sessionStorage.getItem(SINCE);
				sessionStorage.removeItem(SINCE);
				return since === null ? null : Number(since);
			},
		},
		shown: () => ({ call: page.dataset['call'] ?? '', agent: page.dataset['agent'] ?? '', at: Date.now() }),
		say: panel.say,
		after: (ms, callback) => void setTimeout(callback, ms),
	});
	new MutationObserver(pressing.changed).observe(page, { attributeFilter: ['data-call', 'data-agent'] });
	document.body.append(panel.element);
});
