import type { Plugin } from 'vite';

type Replacement = readonly [found: string | RegExp, by: string];

/** `startTransition` is never called, so there is never a transition. */
const WITHOUT_TRANSITIONS: readonly Replacement[] = [
	['let Transition = null;', ''],
	['\n      Transition = null;', ''],
	['(Transition = {', '({'],
	[/\bTransition\.running = (true|false)/g, '0'],
	[/\bTransition\b/g, 'null'],
	// Nothing was rendered by a server.
	['if (sharedConfig.context) {\n    if (sharedConfig.count)', 'if (false) {\n    if (sharedConfig.count)'],
	['if (sharedConfig.effects && (', 'if (false && ('],
];

const WITHOUT_HYDRATION: readonly Replacement[] = [
	['function isHydrating(', 'function isNeverHydrating('],
	[/\bisHydrating\(\w*\)/g, 'false'],
];

/** @throws Error when Solid is not what this was written for */
function replaced(code: string, replacements: readonly Replacement[]): string {
	return replacements.reduce((text, [found, by]) => {
		const next = text.replace(found, by);
		if (next === text) throw new Error(`Solid no longer contains ${found}: look at plain-solid.ts again`);
		return next;
	}, code);
}

/** Solid's reactive core, without transitions. */
export const plainCore = (code: string): string => replaced(code, WITHOUT_TRANSITIONS);

/** Solid's renderer, without hydration. */
export const plainRenderer = (code: string): string => replaced(code, WITHOUT_HYDRATION);

/**
 * Two parts of Solid that this page never uses are woven into each of its functions, where no bundler sees that they are
 * dead: 1 kB gzip of the 8 that the page has before Start.
 */
export const plainSolid = (): Plugin => ({
	name: 'greenroom:plain-solid',
	apply: 'build',
	enforce: 'pre',
	transform: {
		filter: { id: /\/solid-js\/(dist\/solid|web\/dist\/web)\.js$/ },
		handler: (code, id) => ({ code: id.endsWith('solid.js') ? plainCore(code) : plainRenderer(code), map: null }),
	},
});
