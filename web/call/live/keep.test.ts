import { describe, expect, it, vi } from 'vitest';
import type { ConversationView, EndReason } from '../../../functions/protocol/conversation.ts';
import type { TokenResponse } from '../../../functions/protocol/token.ts';
import type { Answer } from '../api/answer.ts';
import type { Leave } from '../room/joined-room.ts';
import { keepCall } from './keep.ts';
import type { StartFailure } from './report.ts';

const UNREACHABLE = { outcome: 'unreachable' } as const;
const busy = {
	outcome: 'refused',
	status: 429,
	code: 'too_many_calls',
	detail: 'Wait.',
	retryAfter: 20_000,
} as const;
const view: ConversationView = { phase: 'active', room: 'r1', turns: [], cursor: null };
const knows = (ended: boolean, reason?: EndReason): Answer<ConversationView> => ({
	outcome: 'answered',
	value: { ...view, ended, end_reason: reason },
});
const no = (status: number, code: string) => ({ ...busy, status, code, retryAfter: null });
const grant = (room: string): Answer<TokenResponse> => ({
	outcome: 'answered',
	value: {
		server_url: 'ws://livekit',
		participant_token: 'token',
		room_name: room,
		participant_name: '',
		lifecycle: 'persistent',
		conversation: view,
	},
});

interface Script {
	readonly resumed?: string;
	/** The tab has the lock of the call. */
	readonly alone?: boolean;
	/** Answers to the token requests; the last one stays. */
	readonly tokens: readonly Answer<TokenResponse>[];
	/** Whether the call has ended, each time that it is asked. */
	readonly ended?: readonly Answer<ConversationView>[];
	/** How the stays end. After the last one the person ends the call. */
	readonly stays: readonly Leave[];
	/** How long each of them lasts. */
	readonly lasting?: number;
}

/** Plays a call to its end. @returns what was reported, and in which rooms it was */
async function play({ resumed, alone = false, tokens, ended = [], stays, lasting = 60_000 }: Script) {
	const over = new AbortController();
	const news: string[] = [];
	const rooms: string[] = [];
	const waits: number[] = [];
	const holds: number[] = [];
	const failures: StartFailure[] = [];
	const reasons: (EndReason | null)[] = [];
	let time = 0;
	const asked: (string | undefined)[] = [];
	/** The rooms that were named for a new token. */
	const back: (string | undefined)[] = [];
	let [token, answer, stay] = [0, 0, 0];
	await keepCall({
		signal: over.signal,
		resumed: resumed ?? null,
		alone,
		first: Promise.resolve(tokens[token++] ?? UNREACHABLE),
		api: {
			token: async (_signal, room) => {
				back.push(room);
				return tokens[Math.min(token++, tokens.length - 1)] ?? UNREACHABLE;
			},
			conversation: async (_, room) => {
				asked.push(room);
				return ended[answer++] ?? knows(false);
			},
			hangUp: async () => {},
		},
		stay: async ({ room_name }) => {
			rooms.push(room_name);
			const leave = stays[stay++];
			time += lasting;
			if (leave === undefined) over.abort();
			return leave ?? 'dropped';
		},
		pause: async (delay, least) => {
			waits.push(delay);
			holds.push(least);
			if (waits.length > 20) over.abort();
		},
		random: () => 0.5,
		now: () => time,
		report: (report) => {
			news.push(report.type === 'failed' ? `failed: ${report.failure.why}` : report.type);
			if (report.type === 'failed') failures.push(report.failure);
			if (report.type === 'dropped' && report.failure !== undefined) failures.push(report.failure);
			if (report.type === 'ended') reasons.push(report.reason);
		},
	});
	return { news, rooms, waits, holds, asked, back, failures, reasons };
}

describe('a call that begins', () => {
	it('joins the room that the API gives', async () => {
		expect(await play({ tokens: [grant('r1')], stays: [] })).toMatchObject({ news: ['granted'], rooms: ['r1'] });
	});

	it('fails when the API does not answer, and does not try in secret', async () => {
		expect((await play({ tokens: [UNREACHABLE], stays: [] })).news).toEqual(['failed: api_unreachable']);
	});

	it('fails when the API says no, and tells why and until when', async () => {
		const { news, failures } = await play({ tokens: [busy], stays: [] });
		expect(news).toEqual(['failed: refused']);
		expect(failures).toEqual([{ why: 'refused', code: 'too_many_calls', detail: 'Wait.', retryAfter: 20_000 }]);
	});

	it('fails when LiveKit does not answer, or says no', async () => {
		const { news } = await play({ tokens: [grant('r1')], stays: ['unreachable'] });
		expect(news).toEqual(['granted', 'failed: room_unreachable']);
		const { news: refused } = await play({ tokens: [grant('r1')], stays: ['refused'] });
		expect(refused).toEqual(['granted', 'failed: room_refused']);
	});
});

describe('a call that is lost', () => {
	it('goes on with a new token', async () => {
		const { news, rooms, asked } = await play({ tokens: [grant('r1')], stays: ['dropped'] });
		expect(news).toEqual(['granted', 'dropped', 'granted']);
		expect(rooms).toEqual(['r1', 'r1']);
		expect(asked).toEqual(['r1']);
	});

	it('names its room only where each token would be another call', async () => {
		const fresh = grant('r1');
		if (fresh.outcome === 'answered') fresh.value.lifecycle = 'fresh';
		expect((await play({ tokens: [fresh], stays: ['dropped'] })).back).toEqual(['r1']);
		expect((await play({ tokens: [grant('r1')], stays: ['dropped'] })).back).toEqual([undefined]);
	});

	it('has ended when the API says so, and why, and is not joined again', async () => {
		const ended = [knows(true, 'said_goodbye')];
		const { news, rooms, reasons } = await play({ tokens: [grant('r1')], ended, stays: ['dropped'] });
		expect(news).toEqual(['granted', 'dropped', 'ended']);
		expect(rooms).toEqual(['r1']);
		expect(reasons).toEqual(['said_goodbye']);
	});

	it('may have ended although nobody says why', async () => {
		expect((await play({ tokens: [grant('r1')], ended: [knows(true)], stays: ['dropped'] })).reasons).toEqual([null]);
	});

	it('has not ended because nobody answers: it is tried until somebody does', async () => {
		const { news, rooms } = await play({
			tokens: [grant('r1'), UNREACHABLE, UNREACHABLE, grant('r1')],
			ended: [UNREACHABLE, UNREACHABLE, UNREACHABLE],
			stays: ['dropped'],
		});
		expect(rooms).toEqual(['r1', 'r1']);
		expect(news).not.toContain('ended');
		expect(news).not.toContain('failed: api_unreachable');
	});

	it('has not ended because an answer does not say whether it has', async () => {
		const silent: Answer<ConversationView> = { outcome: 'answered', value: view };
		const { rooms } = await play({ tokens: [grant('r1')], ended: [silent], stays: ['dropped'] });
		expect(rooms).toEqual(['r1', 'r1']);
	});

	it('is tried at once, then ever more seldom, and at once again after it was there', async () => {
		const stays: readonly Leave[] = ['dropped', 'unreachable', 'unreachable', 'unreachable', 'dropped'];
		const { waits } = await play({ tokens: [grant('r1')], stays });
		expect(waits).toEqual([0, 500, 1_000, 2_000, 0]);
	});

	it('was no better than a failed try when it was dropped again at once: nobody is asked without a pause', async () => {
		const stays: readonly Leave[] = ['dropped', 'dropped', 'dropped', 'dropped'];
		const { waits } = await play({ tokens: [grant('r1')], stays, lasting: 1_000 });
		expect(waits).toEqual([500, 1_000, 2_000, 4_000]);
	});

	it('fails when the API will not have it any more, which is not an end', async () => {
		for (const [status, code] of [
			[401, 'unauthorized'],
			[403, 'forbidden_origin'],
			[404, 'not_found'],
		] as const) {
			const { news, failures } = await play({ tokens: [grant('r1'), no(status, code)], stays: ['dropped'] });
			expect(news).toEqual(['granted', 'dropped', 'failed: refused']);
			expect(failures).toMatchObject([{ code }]);
		}
	});

	it('is tried again after a refusal that passes, and the page is told of it', async () => {
		for (const passing of [no(429, 'too_many_requests'), no(503, 'store_unavailable'), no(500, 'internal_error')]) {
			const tokens = [grant('r1'), passing, grant('r1')];
			const { news, failures } = await play({ tokens, stays: ['dropped'] });
			expect(news).toEqual(['granted', 'dropped', 'dropped', 'granted']);
			expect(failures).toMatchObject([{ why: 'refused', code: passing.code }]);
		}
	});

	it('waits for as long as the API says before it is tried again, and does not fail', async () => {
		const { news, rooms, holds } = await play({
			tokens: [grant('r1'), busy, { ...busy, status: 503, code: 'store_unavailable', retryAfter: null }, grant('r1')],
			stays: ['dropped'],
		});
		expect(holds).toEqual([0, 20_000, 0]);
		expect(news).toEqual(['granted', 'dropped', 'dropped', 'dropped', 'granted']);
		expect(rooms).toEqual(['r1', 'r1']);
	});

	it('follows the server into another room', async () => {
		const { rooms, asked } = await play({
			tokens: [grant('r1'), grant('r2')],
			ended: [knows(false), knows(true)],
			stays: ['dropped'],
		});
		expect(rooms).toEqual(['r1', 'r2']);
		// Not again after the new token: it may itself be what made the old room an old one.
		expect(asked).toEqual(['r1']);
	});

	it('is not fetched back from another tab', async () => {
		const { news, rooms } = await play({ tokens: [grant('r1')], stays: ['moved'] });
		expect(news).toEqual(['granted', 'moved']);
		expect(rooms).toEqual(['r1']);
	});

	it('is nobody’s when there is nothing of it', async () => {
		const gone = { outcome: 'refused', status: 404, code: 'not_found', detail: null, retryAfter: null } as const;
		const { news } = await play({ tokens: [grant('r1')], ended: [gone], stays: ['dropped'] });
		expect(news.at(-1)).toBe('ended');
	});
});

describe('a call of the only tab that may be in it', () => {
	const call = { alone: true, tokens: [grant('r1')] } as const;

	it('is gone back to once when it is put out: it may have been its own ghost', async () => {
		const { news, rooms } = await play({ ...call, stays: ['moved', 'dropped'] });
		expect(news).toEqual(['granted', 'dropped', 'granted', 'dropped', 'granted']);
		expect(rooms).toEqual(['r1', 'r1', 'r1']);
	});

	it('is left to another device, which puts it out again', async () => {
		const { news } = await play({ ...call, stays: ['moved', 'dropped', 'moved'] });
		expect(news.at(-1)).toBe('moved');
	});

	it('is not gone back to when the API says that it has ended', async () => {
		const { news } = await play({ ...call, ended: [knows(true)], stays: ['moved'] });
		expect(news.at(-1)).toBe('ended');
	});

	it('begins where a page that was loaded again did not know its room yet', async () => {
		const { news, asked } = await play({ ...call, resumed: '', stays: [] });
		expect([news, asked]).toEqual([['granted'], []]);
	});
});

describe('a call that somebody was removed from', () => {
	it('is not joined again: they are told so, once it is known that it goes on', async () => {
		const { news, rooms, waits, asked } = await play({ tokens: [grant('r1')], stays: ['removed'] });
		expect(news).toEqual(['granted', 'dropped', 'failed: removed']);
		expect([rooms, waits, asked]).toEqual([['r1'], [], ['r1']]);
	});

	it('has ended when the API says so', async () => {
		const ended = [knows(true, 'closed_by_operator')];
		const { news, reasons } = await play({ tokens: [grant('r1')], ended, stays: ['removed'] });
		expect(news).toEqual(['granted', 'dropped', 'ended']);
		expect(reasons).toEqual(['closed_by_operator']);
	});

	it('has not ended because nobody answers', async () => {
		const { news } = await play({ tokens: [grant('r1')], ended: [UNREACHABLE], stays: ['removed'] });
		expect(news.at(-1)).toBe('failed: removed');
	});
});

describe('a call that a reload returns to', () => {
	it('is joined without a question when the room is the same', async () => {
		const { asked, news } = await play({ resumed: 'r1', tokens: [grant('r1')], stays: [] });
		expect(asked).toEqual([]);
		expect(news).toEqual(['granted']);
	});

	it('has ended when its room is gone for another: no new call begins without a click', async () => {
		const { news, rooms, asked } = await play({
			resumed: 'r1',
			tokens: [grant('r2')],
			ended: [knows(true)],
			stays: [],
		});
		expect(asked).toEqual(['r1']);
		expect(news).toEqual(['ended']);
		expect(rooms).toEqual([]);
	});

	it('goes on in the other room when the API says that it has not ended', async () => {
		const { rooms } = await play({ resumed: 'r1', tokens: [grant('r2')], ended: [knows(false)], stays: [] });
		expect(rooms).toEqual(['r2']);
	});

	it('is tried again when nobody answers', async () => {
		const { rooms, news } = await play({ resumed: 'r1', tokens: [UNREACHABLE, grant('r1')], stays: [] });
		expect(news).toEqual(['dropped', 'granted']);
		expect(rooms).toEqual(['r1']);
	});
});

describe('a call that the person ends', () => {
	it('while the token is on its way reports nothing more', async () => {
		const over = new AbortController();
		const report = vi.fn();
		const stay = vi.fn();
		over.abort();
		await keepCall({
			signal: over.signal,
			resumed: null,
			first: Promise.resolve(grant('r1')),
			api: { token: async () => UNREACHABLE, conversation: async () => UNREACHABLE, hangUp: async () => {} },
			stay,
			pause: async () => {},
			random: () => 0,
			now: () => 0,
			report,
		});
		expect(report).not.toHaveBeenCalled();
		expect(stay).not.toHaveBeenCalled();
	});
});
