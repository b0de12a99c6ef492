import { afterEach, describe, expect, it, vi } from 'vitest';
import { testConfig } from '../testing.ts';
import { makeLiveKit } from './index.ts';
import { type Answer, type Asked, startTestTwirp } from './twirp/testing.ts';

const name = 'greenroom.test.v_somebody.7';
const notFound: Answer = { status: 404, code: 'not_found' };
const broken: Answer = { status: 503, code: 'unavailable' };
const room = { name, sid: 'RM_1', creationTime: '1795000000', creationTimeMs: '1795000000123', departureTimeout: 90 };
const human = { sid: 'PA_1', identity: 'human-x', kind: 'STANDARD', state: 'ACTIVE' };
const agent = { sid: 'PA_2', identity: 'agent-AJ_1', kind: 'AGENT', attributes: { 'lk.agent_name': 'greenroom-test' } };

type Methods = Readonly<Record<string, Answer | ((asked: Asked) => Answer | Promise<Answer>)>>;

const running: AsyncDisposable[] = [];
afterEach(async () => {
	vi.restoreAllMocks();
	for (const server of running.splice(0)) await server[Symbol.asyncDispose]();
});

async function server(methods: Methods) {
	const twirp = await startTestTwirp((asked) => {
		const answer = methods[asked.method] ?? notFound;
		return typeof answer === 'function' ? answer(asked) : answer;
	});
	running.push(twirp);
	return { asked: twirp.asked, livekit: makeLiveKit({ ...testConfig, livekitUrl: twirp.url }) };
}

const lists = (rooms: readonly object[], participants: readonly object[]): Methods => ({
	ListRooms: { json: { rooms } },
	ListParticipants: { json: { participants } },
});

describe('a look at LiveKit', () => {
	it('says which life of the room it is, and who is there', async () => {
		const { livekit, asked } = await server(lists([room], [human, agent]));
		expect(await livekit.lookUp(name)).toEqual({
			outcome: 'present',
			room: { sid: 'RM_1', createdAt: 1_795_000_000_123, departureMs: 90_000 },
			people: [
				{ sid: 'PA_1', identity: 'human-x', kind: 'human' },
				{ sid: 'PA_2', identity: 'agent-AJ_1', kind: 'agent' },
			],
		});
		expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(['ListParticipants', 'ListRooms']));
	});

	it('asks with a grant for that room only', async () => {
		const { livekit, asked } = await server(lists([room], []));
		await livekit.lookUp(name);
		expect(asked.map(({ token }) => token['video'])).toEqual(
			expect.arrayContaining([{ roomList: true }, { roomAdmin: true, room: name }]),
		);
	});

	it('does not see who has disconnected already', async () => {
		const { livekit } = await server(lists([room], [{ ...human, state: 'DISCONNECTED' }]));
		expect(await livekit.lookUp(name)).toMatchObject({ people: [] });
	});

	it('reads a creation time of whole seconds, and a room that says nothing of itself', async () => {
		const old = await server(lists([{ name, sid: 'RM_1', creationTime: '1795000000' }], []));
		expect(await old.livekit.lookUp(name)).toMatchObject({ room: { createdAt: 1_795_000_000_000, departureMs: null } });
		const bare = await server(lists([{ name, sid: 'RM_1' }], []));
		expect(await bare.livekit.lookUp(name)).toMatchObject({ room: { createdAt: 0 } });
	});

	it('says that the room is absent when both lists say so', async () => {
		const { livekit } = await server(lists([], []));
		expect(await livekit.lookUp(name)).toEqual({ outcome: 'absent' });
	});

	it.each<[string, Methods]>([
		['one list contradicts the other', lists([], [human])],
		['LiveKit is out of order', { ListRooms: broken, ListParticipants: broken }],
		['half of it is', { ...lists([room], []), ListParticipants: broken }],
		['the participants are not found', { ...lists([room], []), ListParticipants: notFound }],
		['our key is not taken', { ListRooms: { status: 401, code: 'unauthenticated' }, ListParticipants: broken }],
		['the answer is another service’s', { ListRooms: { json: { rooms: 'x' } }, ListParticipants: { json: {} } }],
	])('knows nothing when %s', async (_, methods) => {
		const { livekit } = await server(methods);
		expect(await livekit.lookUp(name)).toEqual({ outcome: 'unknown' });
	});

	it('knows nothing when nobody listens', async () => {
		expect(await makeLiveKit(testConfig).lookUp(name)).toEqual({ outcome: 'unknown' });
	});

	it('waits for three seconds, once', async () => {
		const soon = AbortSignal.timeout.bind(AbortSignal);
		const waits: number[] = [];
		vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			waits.push(ms);
			return soon(30);
		});
		const silence = { ListRooms: 'silence', DeleteRoom: 'silence', CreateDispatch: 'silence' } as const;
		const { livekit } = await server({ ...silence, ListParticipants: 'silence', GetParticipant: 'silence' });
		expect(await livekit.lookUp(name)).toEqual({ outcome: 'unknown' });
		expect(await livekit.deleteRoom(name)).toBe('unknown');
		expect(await livekit.removeParticipant(name, 'x', 'PA_1')).toBe('unknown');
		const metadata = { conversation: 'v_somebody', generation: 7, nonce: 'n' };
		expect(await livekit.dispatch(name, 'greenroom-test', metadata)).toEqual({ outcome: 'unknown' });
		// Two for the look, and one for each of the others.
		expect(waits).toEqual([3_000, 3_000, 3_000, 3_000, 3_000]);
	});
});

describe('a deletion on LiveKit', () => {
	it.each([
		['deleted', { json: {} }],
		['absent', notFound],
		['unknown', broken],
		['unknown', { status: 401, code: 'unauthenticated' }],
	] as const)('is %s', async (outcome, answer) => {
		const { livekit, asked } = await server({ DeleteRoom: answer });
		expect(await livekit.deleteRoom(name)).toBe(outcome);
		expect(asked.map(({ method, body }) => ({ method, body }))).toEqual([
			{ method: 'DeleteRoom', body: { room: name } },
		]);
	});
});

describe('a removal on LiveKit', () => {
	const remove = async (methods: Methods) => {
		const { livekit, asked } = await server(methods);
		return { outcome: await livekit.removeParticipant(name, 'agent-AJ_1', 'PA_2'), asked };
	};

	it('is done when the listed sid is the one that is meant', async () => {
		const { outcome, asked } = await remove({ GetParticipant: { json: agent }, RemoveParticipant: { json: {} } });
		expect(outcome).toBe('removed');
		expect(asked.map(({ method }) => method)).toEqual(['GetParticipant', 'RemoveParticipant']);
		expect(asked[1]?.body).toEqual({ room: name, identity: 'agent-AJ_1' });
	});

	it('is not done when the identity has come back under another sid', async () => {
		const { outcome, asked } = await remove({ GetParticipant: { json: { ...agent, sid: 'PA_3' } } });
		expect(outcome).toBe('other_sid');
		expect(asked.map(({ method }) => method)).toEqual(['GetParticipant']);
	});

	it('is not needed when they have gone', async () => {
		expect((await remove({})).outcome).toBe('absent');
		expect((await remove({ GetParticipant: { json: agent } })).outcome).toBe('absent');
	});

	it('is not known when LiveKit did not say', async () => {
		expect((await remove({ GetParticipant: broken })).outcome).toBe('unknown');
		expect((await remove({ GetParticipant: { json: agent }, RemoveParticipant: broken })).outcome).toBe('unknown');
	});
});

describe('a dispatch on LiveKit', () => {
	const metadata = { conversation: 'v_somebody', generation: 7, nonce: 'n' };

	it('carries opaque ids, and is never restarted by LiveKit', async () => {
		const { livekit, asked } = await server({ CreateDispatch: { json: { id: 'AD_1', room: name } } });
		expect(await livekit.dispatch(name, 'clerk-test', metadata)).toEqual({ outcome: 'dispatched', id: 'AD_1' });
		const [one] = asked;
		expect(one?.body).toMatchObject({ room: name, agentName: 'clerk-test', restartPolicy: 'JRP_NEVER' });
		expect(JSON.parse(String(one?.body['metadata']))).toEqual(metadata);
	});

	it.each([
		['LiveKit is out of order', broken],
		['the room is gone', notFound],
		['our key is not taken', { status: 401, code: 'unauthenticated' } as const],
	])('is not known when %s', async (_, answer) => {
		const { livekit } = await server({ CreateDispatch: answer });
		expect(await livekit.dispatch(name, 'greenroom-test', metadata)).toEqual({ outcome: 'unknown' });
	});
});

describe('a look at many rooms at once', () => {
	const other = 'greenroom.test.v_other.7';
	const gone = 'greenroom.test.v_gone.7';
	/** Each time that it is asked it is later. */
	const clock = () => {
		let time = 0;
		return () => ++time;
	};

	it('is one request for all of them, and one more for each that lives', async () => {
		const people: Readonly<Record<string, object>> = { [name]: human, [other]: agent };
		const { livekit, asked } = await server({
			ListRooms: { json: { rooms: [{ ...room, name: other, sid: 'RM_2' }, room] } },
			ListParticipants: ({ body }) => ({ json: { participants: [people[String(body['room'])]] } }),
		});
		expect(await livekit.lookUpAll([name, gone, other], clock())).toEqual(
			new Map([
				[
					name,
					{
						outcome: 'present',
						room: { sid: 'RM_1', createdAt: 1_795_000_000_123, departureMs: 90_000 },
						people: [{ sid: 'PA_1', identity: 'human-x', kind: 'human' }],
						answeredAt: expect.any(Number),
					},
				],
				[gone, { outcome: 'absent', answeredAt: 1 }],
				[
					other,
					{
						outcome: 'present',
						room: { sid: 'RM_2', createdAt: 1_795_000_000_123, departureMs: 90_000 },
						people: [{ sid: 'PA_2', identity: 'agent-AJ_1', kind: 'agent' }],
						answeredAt: expect.any(Number),
					},
				],
			]),
		);
		expect(asked.filter(({ method }) => method === 'ListRooms').map(({ body }) => body)).toEqual([
			{ names: [name, gone, other] },
		]);
		const looked = asked.filter(({ method }) => method === 'ListParticipants');
		expect(looked.map(({ token }) => token['video'])).toEqual(
			expect.arrayContaining([
				{ roomAdmin: true, room: name },
				{ roomAdmin: true, room: other },
			]),
		);
		expect(looked).toHaveLength(2);
	});

	it('says the same as a look at one', async () => {
		const { livekit } = await server(lists([room], [human, { ...agent, state: 'DISCONNECTED' }]));
		const listings = await livekit.lookUpAll([name], clock());
		expect(listings.get(name)).toEqual({ ...(await livekit.lookUp(name)), answeredAt: 2 });
	});

	it('asks for nothing when there are none: the server would answer with all rooms', async () => {
		const { livekit, asked } = await server(lists([room], [human]));
		expect(await livekit.lookUpAll([], clock())).toEqual(new Map());
		expect(asked).toEqual([]);
	});

	it.each<[string, Methods]>([
		['LiveKit is out of order', { ListRooms: broken }],
		['our key is not taken', { ListRooms: { status: 401, code: 'unauthenticated' } }],
		['the answer is another service’s', { ListRooms: { json: { rooms: 'x' } } }],
	])('knows nothing of any when %s', async (_, methods) => {
		const { livekit } = await server(methods);
		const unknown = { outcome: 'unknown' };
		expect(await livekit.lookUpAll([name, gone], clock())).toEqual(
			new Map([
				[name, unknown],
				[gone, unknown],
			]),
		);
	});

	it('knows nothing of the one whose people it could not list, and all of the others', async () => {
		for (const answer of [broken, notFound]) {
			const { livekit } = await server({
				ListRooms: { json: { rooms: [room, { ...room, name: other }] } },
				ListParticipants: ({ body }) => (body['room'] === other ? answer : { json: { participants: [human] } }),
			});
			const listings = await livekit.lookUpAll([name, other, gone], clock());
			expect([...listings.values()].map(({ outcome }) => outcome)).toEqual(['present', 'unknown', 'absent']);
		}
	});

	it('is as old as the server’s own answer for each room, however slow another one is', async () => {
		let time = 0;
		const { livekit } = await server({
			ListRooms: { json: { rooms: [room, { ...room, name: other }] } },
			ListParticipants: async ({ body }) => {
				if (body['room'] === other) {
					await vi.waitUntil(() => time > 0);
					time = 3_000;
				}
				return { json: { participants: [human] } };
			},
		});
		const looking = livekit.lookUpAll([name, other, gone], () => time++);
		const answered = [...(await looking).values()].map(({ answeredAt = 0 }) => answeredAt);
		expect(answered).toEqual([expect.any(Number), 3_000, 0]);
		expect(answered[0]).toBeLessThan(3_000);
	});

	it('does not see a room that begins between its two requests, nor who is in it', async () => {
		const { livekit, asked } = await server(lists([], [human]));
		expect(await livekit.lookUpAll([name], clock())).toEqual(new Map([[name, { outcome: 'absent', answeredAt: 1 }]]));
		expect(asked.map(({ method }) => method)).toEqual(['ListRooms']);
	});
});

describe('a list of all rooms of LiveKit', () => {
	it('has other programs’ rooms, too, and when each began', async () => {
		const rooms = [room, { name: 'another program’s', sid: 'RM_9', creationTime: '1795000000' }];
		const { livekit, asked } = await server({ ListRooms: { json: { rooms } } });
		expect(await livekit.listRooms()).toEqual([
			{ name, sid: 'RM_1', createdAt: 1_795_000_000_123 },
			{ name: 'another program’s', sid: 'RM_9', createdAt: 1_795_000_000_000 },
		]);
		expect(asked.map(({ method, body, token }) => ({ method, body, video: token['video'] }))).toEqual([
			{ method: 'ListRooms', body: {}, video: { roomList: true } },
		]);
	});

	it('may be empty', async () => {
		const { livekit } = await server({ ListRooms: { json: {} } });
		expect(await livekit.listRooms()).toEqual([]);
	});

	it.each<[string, Answer]>([
		['LiveKit is out of order', broken],
		['our key is not taken', { status: 401, code: 'unauthenticated' }],
		['the answer is another service’s', { json: { rooms: 'x' } }],
	])('is not known when %s', async (_, answer) => {
		const { livekit } = await server({ ListRooms: answer });
		expect(await livekit.listRooms()).toBeNull();
	});

	it('is not known when nobody listens', async () => {
		expect(await makeLiveKit(testConfig).listRooms()).toBeNull();
	});
});
