import { describe, expect, test } from 'vitest';
import type { RoomsResponse, RoomView } from '../../functions/protocol/operator.ts';
import { sayRooms } from './say-rooms.ts';

const AT = 1_795_000_600_000;
const human = { sid: 'PA_4rTgHJklmnop', identity: 'human-v_Rk3nQ8sUu2LhV1cYtWqZxA', kind: 'human' } as const;
const agent = { sid: 'PA_9xYzabcdefgh', identity: 'agent-AJ_u7GhbXcRqLmn', kind: 'agent' } as const;
const name = 'greenroom.dev-ab12cd34.v_Rk3nQ8sUu2LhV1cYtWqZxA.1795000000';

const stored: NonNullable<RoomView['stored']> = {
	phase: 'active',
	people: [human, agent],
	agent: {
		room: name,
		jobId: 'AJ_u7GhbXcRqLmn',
		agentName: 'greenroom-dev-ab12cd34',
		epoch: 2,
		state: 'bound',
		ageMs: 192_000,
		worker: 'w_k3Jd92',
	},
	deadline: AT + 108_000,
	graceEnds: null,
	trace: '0af7651916cd43dd8448eb211c80319c',
};
const room: RoomView = {
	name,
	stored,
	listed: { sid: 'RM_abcdefghijkl', createdAt: AT - 200_000, people: [human, agent] },
	orphan: null,
};
const say = (rooms: readonly RoomView[], others: Partial<RoomsResponse> = {}) =>
	sayRooms({ at: AT, livekit: true, truncated: false, rooms: [...rooms], ...others }, 'https://calls.example');

test('one table a room', () => {
	expect(say([room])).toBe(`https://calls.example: 1 room

greenroom.dev-ab12cd34.v_Rk3nQ8sUu2LhV1cYtWqZxA.1795000000
  phase    active, looked at in 1 min 48 s
  age      3 min 20 s, RM_abcdefghijkl
  agent    bound, epoch 2, claimed 3 min 12 s ago, worker w_k3Jd92
  people   human  human-v_Rk3nQ8sUu2LhV1cYtWqZxA            PA_4rTgHJklmnop
           agent  agent-AJ_u7GhbXcRqLmn                     PA_9xYzabcdefgh
  trace    0af7651916cd43dd8448eb211c80319c`);
});

test('nothing is wider than 100 columns but a name, which is copied', () => {
	const stranger = { sid: 'PA_aaaaaaaaaaaa', identity: `human-${'x'.repeat(64)}`, kind: 'other' } as const;
	const worst = {
		...room,
		stored: {
			...stored,
			phase: 'grace_period' as const,
			graceEnds: AT + 3_599_000,
			agent: stored.agent && {
				...stored.agent,
				state: 'pending' as const,
				epoch: 1_000,
				worker: `w_${'y'.repeat(22)}`,
			},
		},
		listed: { sid: 'RM_abcdefghijkl', createdAt: AT - 200_000, people: [stranger] },
		orphan: 'deserted' as const,
	};
	const lines = say([worst], { livekit: false, truncated: true }).split('\n');
	expect(lines.filter((line) => line.length > 100)).toEqual([]);
	expect(lines.join('\n')).toMatch(/human-x+…x+ /);
});

describe('store beside LiveKit', () => {
	test('who is known to one of them only', () => {
		const listed = room.listed && { ...room.listed, people: [human] };
		expect(say([{ ...room, listed }])).toMatch(/agent-AJ_u7GhbXcRqLmn +PA_9xYzabcdefgh {2}store only/);
		expect(say([{ ...room, stored: { ...stored, people: [human] } }])).toMatch(/PA_9xYzabcdefgh {2}LiveKit only/);
	});
	test('a room that one of them does not know', () => {
		expect(say([{ ...room, listed: null }])).toContain('age      LiveKit does not list it');
		expect(say([{ ...room, stored: null, orphan: 'unknown' }])).toContain('phase    the store does not know it');
	});
	test('a LiveKit that does not answer is no news of anybody', () => {
		const { listed: _, ...unlisted } = room;
		const said = say([unlisted], { livekit: false });
		expect(said).toContain('LiveKit does not answer the API');
		expect(said).toContain('age      not known, LiveKit does not answer');
		expect(said).not.toContain('store only');
	});
});

test('an orphan is flagged before anything else, with why', () => {
	const said = say([room, { ...room, orphan: 'tombstone' }]);
	expect(said.split('\n')[0]).toBe('https://calls.example: 2 rooms, 1 of them orphaned');
	expect(said).toMatch(/1795000000\n {2}ORPHAN +it was closed, and LiveKit still lists it\n {2}phase/);
});

test('a grace that has begun is told with its end', () => {
	const graced = { ...stored, phase: 'grace_period' as const, graceEnds: AT + 23_000, agent: null, people: [] };
	const said = say([{ ...room, stored: graced, listed: null }]);
	expect(said).toContain('grace_period, closed in 23 s if nobody returns');
	expect(said).toMatch(/agent +none/);
	expect(said).toMatch(/people +nobody/);
});

test('what somebody calls themselves does not steer the terminal', () => {
	const evil = { ...human, identity: 'a\u001b[2Jb\u202e' };
	const said = say([{ ...room, listed: room.listed && { ...room.listed, people: [evil] } }]);
	expect(said).toContain('a?[2Jb?');
});

test('no rooms, and more rooms than were asked for, are said', () => {
	expect(say([])).toBe('https://calls.example: no rooms');
	expect(say([room], { truncated: true })).toMatch(/1 room and more \(--limit/);
});
