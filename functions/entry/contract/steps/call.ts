import { expect } from 'vitest';
import { POOL_SUBJECT } from '../../../protocol/agent.ts';
import { agentOf, agentToken, humanIn, toldOf } from '../../../testing.ts';
import { bodyOf, type Scene, type Step } from '../scene.ts';

const writer = { jobId: 'AJ_1', epoch: 1 };

/** As the worker asks: with a token of its own, and no cookie. */
async function asAgent({ ask, left }: Scene, door: string, body: object, subject = left.room) {
	const headers = { authorization: `Bearer ${await agentToken(subject)}` };
	return ask('POST', `/api/agent/${door}`, { json: { room: left.room, ...body }, headers, cookie: false });
}

/** As LiveKit sends it: a type that is no text to AWS, and a body that is signed as it is, to the last space. */
async function webhook({ ask, signWebhook }: Scene, event: object, spoil = (body: string) => body) {
	const body = JSON.stringify({ ...event, note: 'Zoë 名' }, null, 2).replace('{', '{ ');
	const headers = { 'content-type': 'application/webhook+json', authorization: await signWebhook(body) };
	return ask('POST', '/api/livekit/webhook', { body: spoil(body), headers, cookie: false });
}

export const NO_FILES = 'takes no file where none are kept, and has no door for bytes then';

/** A call, from when somebody is in it. */
export const call: readonly Step[] = [
	{
		name: 'believes LiveKit’s webhooks by the raw body',
		play: async (scene) => {
			const { ask, livekit, left } = scene;
			const human = humanIn(left.room);
			livekit.comes(left.room, human);
			const event = {
				event: 'participant_joined',
				id: 'EV_1',
				room: livekit.told(left.room),
				participant: toldOf(human),
			};
			const spoiled = await webhook(scene, event, (body) => body.replace('PA_human', 'PA_other'));
			expect([spoiled.status, bodyOf(spoiled).code]).toEqual([401, 'unauthorized']);
			expect(bodyOf(await webhook(scene, event))).toEqual({ received: true });
			expect(bodyOf(await ask('GET', '/api/conversation'))).toMatchObject({ phase: 'starting', room: left.room });
		},
	},
	{
		name: 'brings an agent to who sees none',
		play: async (scene) => {
			const { ask, livekit, left } = scene;
			const alone = async () =>
				bodyOf(await ask('POST', '/api/livekit/dispatch-agent', { json: { roomName: left.room } }));
			expect(await alone()).toMatchObject({ reused: false, agent: 'no_worker' });
			const beat = { worker: 'w1', agentName: 'greenroom-test', state: 'accepting', active: 0, slots: 4 };
			const heard = await asAgent(scene, 'heartbeat', beat, POOL_SUBJECT);
			expect(bodyOf(heard)).toMatchObject({ instruction: 'accept' });
			expect(livekit.asked).toContain('CreateDispatch');
			expect(await alone()).toMatchObject({ reused: false, agent: 'pending' });
		},
	},
	{
		name: 'lets one job have the room, and nobody else’s token',
		play: async (scene) => {
			const { left, ask, livekit } = scene;
			const other = await asAgent(scene, 'claim', { jobId: 'AJ_1', agentName: 'greenroom-test' }, 'another room');
			expect([other.status, bodyOf(other).code]).toEqual([401, 'unauthorized']);
			const claim = await asAgent(scene, 'claim', { jobId: 'AJ_1', agentName: 'greenroom-test' });
			expect(bodyOf(claim)).toMatchObject({ epoch: 1, start: 'first', timezone: 'Europe/Berlin' });
			const taken = await asAgent(scene, 'claim', { jobId: 'AJ_2', agentName: 'greenroom-test' });
			expect([taken.status, bodyOf(taken).code]).toEqual([409, 'claim_taken']);
			const agent = agentOf('AJ_1');
			livekit.comes(left.room, agent);
			expect((await asAgent(scene, 'joined', { ...writer, identity: agent.identity, sid: agent.sid })).status).toBe(
				200,
			);
			const present = await ask('POST', '/api/livekit/dispatch-agent', { json: { room_name: left.room } });
			expect(bodyOf(present)).toMatchObject({ reused: true, agent: 'present' });
		},
	},
	{
		name: 'keeps what is said, in any letters',
		play: async (scene) => {
			const { ask, left } = scene;
			const turns = [
				{ id: 't1', role: 'user', text: 'Grüße, 世界 👋🏽', at: 1 },
				{ id: 't2', role: 'agent', text: 'é'.repeat(4_000), at: 2, interrupted: true },
			];
			expect((await asAgent(scene, 'turns', { ...writer, turns })).status).toBe(200);
			const view = bodyOf(await ask('GET', `/api/conversation?room=${encodeURIComponent(left.room)}`));
			expect(view).toMatchObject({ phase: 'active', ended: false, turns });
			expect(bodyOf(await ask('GET', '/api/conversation?before=1')).turns).toEqual(turns.slice(0, 1));
			const stale = await asAgent(scene, 'turns', { ...writer, epoch: 2, turns });
			expect(stale.status).toBeLessThan(500);
		},
	},
	{
		name: 'keeps a room from who has no business in it',
		play: async ({ ask, left }) => {
			const headers = { authorization: `Bearer ${left.visitorToken}` };
			for (const [method, path, json] of [
				['GET', `/api/conversation?room=${left.room}`, undefined],
				['POST', '/api/livekit/delete-room', { room_name: left.room }],
				['POST', '/api/livekit/dispatch-agent', { room_name: left.room }],
			] as const) {
				const answer = await ask(method, path, { headers, cookie: false, ...(json === undefined ? {} : { json }) });
				expect([answer.status, bodyOf(answer).code]).toEqual([404, 'not_found']);
			}
		},
	},
	{
		name: NO_FILES,
		play: async (scene) => {
			const file = { id: 'file-0001', name: 'Zoë.txt', type: 'text/plain', size: 2 };
			expect(bodyOf(await asAgent(scene, 'files', { ...writer, ...file }))).toEqual({ outcome: 'no_store' });
			const body = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
			const headers = { 'content-type': 'image/png' };
			const put = await scene.ask('PUT', '/api/agent/files/test/v_somebody/file-0001', { body, headers });
			expect([put.status, bodyOf(put).code]).toEqual([404, 'not_found']);
		},
	},
];
