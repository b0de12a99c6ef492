import type { Caller } from '../caller.ts';

/** Everything that `<html data-call data-agent>` says from now on. */
export async function statesOf({ page }: Caller): Promise<() => Promise<{ call?: string; agent?: string }[]>> {
	const seen = await page.evaluateHandle(() => {
		const states: { call?: string; agent?: string }[] = [];
		new MutationObserver(() => states.push({ ...document.documentElement.dataset })).observe(document.documentElement, {
			attributes: true,
		});
		return states;
	});
	return () => seen.jsonValue();
}
