import { describe, expect, it } from 'vitest';
import type { DispatchResponse } from '../../../functions/protocol/dispatch.ts';
import type { Answer } from '../api/answer.ts';
import { ALONE_AFTER, askAt, type Company, companyAfter, EVERY, knownAfter, SELDOM } from './asking.ts';

const away = { connected: false, agent: false };
const alone = { connected: true, agent: false };
const accompanied = { connected: true, agent: true };

type Seen = typeof alone;
const fold = (...looks: readonly (readonly [at: number, seen: Seen])[]): Company =>
	looks.reduce<Company>((company, [at, seen]) => companyAfter(company, seen, at), 'unknown');

/** When a page that has not asked yet does. */
const firstAt = (company: Company) => askAt({ company, again: 0, held: 0 });

describe('the first time', () => {
	it('is a while after the page has connected, however often it looks until then', () => {
		expect(firstAt(fold([1_000, alone]))).toBe(1_000 + ALONE_AFTER);
		expect(firstAt(fold([1_000, alone], [2_000, alone]))).toBe(1_000 + ALONE_AFTER);
	});

	it('is at once when an agent has gone', () => {
		expect(firstAt(fold([0, alone], [1_000, accompanied], [5_000, alone], [6_000, alone]))).toBe(5_000);
	});

	it('is a while after the page is back, when nobody knows who went first', () => {
		expect(firstAt(fold([0, accompanied], [1_000, away], [9_000, alone]))).toBe(9_000 + ALONE_AFTER);
		expect(firstAt(fold([0, alone], [1_000, away], [9_000, alone]))).toBe(9_000 + ALONE_AFTER);
	});

	it('does not come while there is an agent, or no room', () => {
		expect(firstAt(fold([0, alone], [1_000, accompanied]))).toBeNull();
		expect(firstAt(fold([0, alone], [1_000, away]))).toBeNull();
		expect(firstAt('unknown')).toBeNull();
	});
});

describe('the next time', () => {
	const company = fold([0, alone]);

	it('is what the answers allow', () => {
		expect(askAt({ company, again: 9_000, held: 0 })).toBe(9_000);
		expect(askAt({ company, again: 9_000, held: 12_000 })).toBe(12_000);
	});

	it('does not come for a room that is closed', () => {
		expect(askAt({ company, again: 9_000, held: Number.POSITIVE_INFINITY })).toBeNull();
	});
});

describe('an answer', () => {
	const before = { search: 'pending', held: 0 } as const;
	const agent = (state: DispatchResponse['agent']): Answer<DispatchResponse> => ({
		outcome: 'answered',
		value: { dispatchId: null, reused: false, agent: state },
	});
	const no = (status: number, code: string | null, retryAfter: number | null = null): Answer<DispatchResponse> => ({
		outcome: 'refused',
		status,
		code,
		detail: null,
		retryAfter,
	});
	/** Asked at 1000, answered at 3000. */
	const hear = (answer: Answer<DispatchResponse>, was: Parameters<typeof knownAfter>[0] = before, random = 0.5) =>
		knownAfter(was, answer, { asked: 1_000, now: 3_000, random });

	it('says that an agent comes, as far as this page can tell', () => {
		for (const state of ['pending', 'present'] as const)
			expect(hear(agent(state))).toEqual({ search: 'pending', again: 1_000 + EVERY, held: 0, aboutAgents: true });
	});

	it('says that nobody is free', () => {
		expect(hear(agent('no_worker'))).toMatchObject({ search: 'no_worker', again: 1_000 + EVERY });
		expect(hear(agent('pending'), { search: 'no_worker', held: 0 })).toMatchObject({ search: 'pending' });
	});

	it('says that nobody came: it is asked more seldom, and as late as it wants', () => {
		const gaveUp = { search: 'unavailable', held: 0, aboutAgents: true };
		expect(hear(no(503, 'agent_unavailable'))).toEqual({ ...gaveUp, again: 1_000 + SELDOM });
		expect(hear(no(503, 'agent_unavailable', 5_000))).toEqual({ ...gaveUp, again: 1_000 + SELDOM });
		expect(hear(no(503, 'agent_unavailable', 30_000))).toEqual({ ...gaveUp, again: 33_000 });
	});

	it('says that the room is closed: it is not asked for any more', () => {
		for (const [status, code] of [
			[404, 'not_found'],
			[409, 'room_closed'],
			[401, 'unauthorized'],
		] as const)
			expect(hear(no(status, code))).toMatchObject({ search: 'pending', held: Number.POSITIVE_INFINITY });
	});

	it('that says nothing of agents changes nothing of what is known of them', () => {
		for (const answer of [{ outcome: 'unreachable' } as const, no(503, 'store_unavailable'), no(500, null)]) {
			expect(hear(answer, { search: 'no_worker', held: 0 })).toMatchObject({ search: 'no_worker', aboutAgents: false });
			const gaveUp = hear(answer, { search: 'unavailable', held: 0 });
			expect(gaveUp).toMatchObject({ search: 'unavailable', again: 1_000 + SELDOM, aboutAgents: false });
		}
	});

	it('may forbid to be asked for a while, whatever happens in it', () => {
		expect(hear(no(429, 'too_many_requests', 20_000))).toMatchObject({ search: 'pending', held: 23_000 });
		expect(hear(no(429, 'too_many_requests'))).toMatchObject({ search: 'pending', again: 1_000 + EVERY });
		expect(hear(no(503, 'store_unavailable', 1_000), { search: 'pending', held: 9_000 }).held).toBe(9_000);
	});

	it('spreads the pages that ask', () => {
		expect(hear(agent('pending'), before, 0).again).toBe(1_000 + EVERY * 0.75);
		expect(hear(agent('pending'), before, 1).again).toBe(1_000 + EVERY * 1.25);
	});
});
