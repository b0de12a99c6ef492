import { describe, expect, it } from 'vitest';
import type { Break } from './breaks.ts';
import type { Control } from './control.ts';
import { makePressing } from './pressing.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve));

/** A page in a call, and somebody at its buttons. */
function page(answers: Partial<Control> = {}, keptSince: number | null = null) {
	let now = 10_000;
	let shown = { call: 'connected', agent: 'listening' };
	const did: string[] = [];
	const said: string[] = [];
	const timers: { readonly at: number; readonly callback: () => void }[] = [];
	const pressing = makePressing({
		control: {
			kill: async (name) => {
				did.push(`kill ${name}`);
				return { outcome: 'killed' };
			},
			lose: async () => ({ outcome: 'losing', lost: 0, leftMs: 60_000 }),
			lost: async () => ({ outcome: 'losing', lost: 3, leftMs: 0 }),
			...answers,
		},
		network: { cut: () => did.push('cut'), restore: () => did.push('restore') },
		reload: () => did.push('reload'),
		kept: { save: (since) => did.push(`keep ${since}`), take: () => keptSince },
		shown: () => ({ ...shown, at: now }),
		say: (words) => said.push(words),
		after: (ms, callback) => void timers.push({ at: now + ms, callback }),
	});
	return {
		did,
		said,
		async press(name: Break) {
			pressing.press(name);
			await settle();
		},
		async shows(call: string, agent: string, ms: number) {
			now += ms;
			shown = { call, agent };
			pressing.changed();
			await settle();
		},
		async passes(ms: number) {
			now += ms;
			for (const { at, callback } of timers.splice(0)) if (at <= now) callback();
			await settle();
		},
	};
}

describe('a press', () => {
	it.each(['agent', 'worker', 'livekit'] as const)('kills the %s, and says what is seen of it', async (name) => {
		const { press, shows, did, said } = page();
		await press(name);
		expect(did).toEqual([`kill ${name}`]);
		await shows('connected', 'lost', 400);
		expect(said.at(-1)).toContain('noticed after 0.4 s');
		await shows('connected', 'speaking', 1_700);
		expect(said.at(-1)).toContain('the agent can be talked to again after 2.1 s');
	});

	it('drops the network for ten seconds', async () => {
		const { press, passes, did } = page();
		await press('network');
		expect(did).toEqual(['cut']);
		await passes(10_000);
		expect(did).toEqual(['cut', 'restore']);
	});

	it('loads the page anew, and what is shown then is counted from the press', async () => {
		const { press, did } = page();
		await press('refresh');
		expect(did).toEqual(['keep 10000', 'reload']);
		const { shows, said } = page({}, 9_000);
		await shows('starting', 'absent', 100);
		await shows('connected', 'listening', 400);
		expect(said.at(-1)).toBe('Refresh: the agent can be talked to again after 1.5 s.');
	});

	it('loses webhooks, and says how many when it is over', async () => {
		const { press, passes, said } = page();
		await press('webhooks');
		expect(said.at(-1)).toBe('Webhooks: 0 lost so far, for 60 s more.');
		await passes(2_000);
		expect(said.at(-1)).toBe('Webhooks: 3 were lost. They arrive again.');
	});

	it.each([
		['no_agent', 'there is no agent'],
		['unknown', 'LiveKit does not say'],
		['refused', 'Reload it'],
		['unreachable', 'no answer'],
	] as const)('that breaks nothing says so: %s', async (outcome, words) => {
		const { press, shows, said } = page({ kill: async () => ({ outcome }) });
		await press('agent');
		expect(said.at(-1)).toContain(words);
		await shows('connected', 'lost', 400);
		expect(said.at(-1)).toContain(words);
	});

	it('without a call has nothing to measure, and does it all the same', async () => {
		const { press, shows, did, said } = page();
		await shows('idle', 'absent', 0);
		await press('worker');
		await shows('connected', 'listening', 3_000);
		expect(did).toEqual(['kill worker']);
		expect(said).toEqual(['Kill the worker: done. To see what it is like, be in a call with an agent.']);
	});

	it('takes the words from the one before it', async () => {
		let answer = () => {};
		const late = new Promise<{ outcome: 'no_agent' }>((resolve) => {
			answer = () => resolve({ outcome: 'no_agent' });
		});
		const { press, passes, said } = page({ kill: () => late });
		await press('webhooks');
		await press('agent');
		await passes(2_000);
		expect(said.at(-1)).toContain('Kill the agent');
		await press('network');
		answer();
		await settle();
		expect(said.at(-1)).toContain('Drop the network');
	});
});
