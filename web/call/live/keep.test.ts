import { describe, expect, it, vi } from 'vitest';
import type { ConversationView } from '../../../functions/protocol/conversation.ts';
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
const knows = (ended: boolean): Answer<ConversationView> => ({ outcome: 'answered', value: { ...view, ended } });
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
	/** Answers to the token requests; the last one stays. */
	readonly tokens: readonly Answer<TokenResponse>[];
	/** Whether the call has ended, each time that it is asked. */
	readonly ended?: readonly Answer<ConversationView>[];
	/** How the stays end. After the last one the person ends the call. */
	readonly stays: readonly Leave[];
}

/** Plays a call to its end. @returns what was reported, and in which rooms it was */
async function play({ resumed, tokens, ended = [], stays }: Script) {
	const over = new AbortController();
	const news: string[] = [];
	const rooms: string[] = [];
	const waits: number[] = [];
	const holds: number[] = [];
	const failures: StartFailure[] = [];
	const asked: (string | undefined)[] = [];
	/** The rooms that were named for a new token. */
	const back: (string | undefined)[] = [];
	let [token, answer, stay] = [0, 0, 0];
	await keepCall({
		signal: over.signal,
		resumed: resumed ?? null,
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
			if (leave === undefined) over.abort();
			return leave ?? 'dropped';
		},
		pause: async (delay, least) => {
			waits.push(delay);
			holds.push(least);
			if (waits.length > 20) over.abort();
		},
		random: () => 0.5,
		report: (report) => {
			news.push(report.type === 'failed' ? `failed: ${report.failure.why}` : report.type);
			if (report.type === 'failed') failures.push(report.failure);
		},
	});
	return { news, rooms, waits, holds, asked, back, failures };
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

	it('fails when LiveKit does not answer', async () => {
		const { news } = await play({ tokens: [grant('r1')], stays: ['unreachable'] });
		expect(news).toEqual(['granted', 'failed: room_unreachable']);
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

	it('has ended when the API says so, and is not joined again', async () => {
		const { news, rooms } = await play({ tokens: [grant('r1')], ended: [knows(true)], stays: ['dropped'] });
		expect(news).toEqual(['granted', 'dropped', 'ended']);
		expect(rooms).toEqual(['r1']);
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
			report,
		});
		expect(report).not.toHaveBeenCalled();
		expect(stay).not.toHaveBeenCalled();
	});
});
