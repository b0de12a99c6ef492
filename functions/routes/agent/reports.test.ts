import { describe, expect, it } from 'vitest';
import { agentOf, humanIn, makeTestApi, problemOf } from '../../testing.ts';

/** A call of which LiveKit tells nothing. */
async function unheard() {
	const api = makeTestApi();
	const ada = api.visitor();
	const { room_name: room } = await ada.token();
	const door = api.agent(room);
	const { epoch } = await (await door('claim', { jobId: 'AJ_1', agentName: 'greenroom-test' })).json();
	return { ...api, ada, room, door, writer: { jobId: 'AJ_1', epoch } };
}

describe('the joined door', () => {
	it('makes the pending claim a bound one: nobody else is given the room after its lease', async () => {
		const { door, writer, pass } = await unheard();
		const joined = await door('joined', { ...writer, identity: 'agent-AJ_1', sid: 'PA_a' });
		expect(await joined.json()).toEqual({ outcome: 'bound' });
		pass(20_000);
		expect((await door('claim', { jobId: 'AJ_2', agentName: 'greenroom-test' })).status).toBe(409);
	});

	it('changes nothing when it is said again', async () => {
		const { door, writer, store } = await unheard();
		const say = () => door('joined', { ...writer, identity: 'agent-AJ_1', sid: 'PA_a', roomSid: 'RM_1' });
		await say();
		store.asked.length = 0;
		expect((await say()).status).toBe(200);
		expect(store.asked).toEqual(['load']);
	});

	it('refuses the job that serves no more, and whoever never did', async () => {
		const { door, writer } = await unheard();
		const joined = (who: object) => door('joined', { identity: 'agent-AJ_1', sid: 'PA_a', ...who });
		const refused = { status: 409, code: 'stale_epoch' };
		expect(await problemOf(await joined({ jobId: 'AJ_2', epoch: 1 }))).toMatchObject(refused);
		expect(await problemOf(await joined({ jobId: 'AJ_1', epoch: 2 }))).toMatchObject(refused);
		await door('lost', { jobId: 'AJ_1', code: 1, signal: null });
		expect(await problemOf(await joined(writer))).toMatchObject(refused);
	});
});

describe('the participants door', () => {
	const told = (room: string, present: boolean, sid?: string) => ({
		people: [{ sid: humanIn(room, sid).sid, identity: humanIn(room).identity, present }],
	});

	it('is enough without webhooks: who came, who went, who came back', async () => {
		const { ada, room, door, writer, pass } = await unheard();
		await door('joined', { ...writer, identity: 'agent-AJ_1', sid: 'PA_a' });
		await door('participants', { ...writer, ...told(room, true) });
		expect((await ada.view()).phase).toBe('active');
		pass(5_000);
		await door('participants', { ...writer, ...told(room, false) });
		expect((await ada.view()).phase).toBe('grace_period');
		pass(5_000);
		await door('participants', { ...writer, ...told(room, true, 'PA_back') });
		expect(await ada.view()).toMatchObject({ phase: 'active', room });
	});

	it('begins the grace, after which the room is closed', async () => {
		const { ada, room, door, writer, pass, pool, server } = await unheard();
		server.comes(room, humanIn(room));
		server.comes(room, agentOf('AJ_1', 'PA_a'));
		await door('joined', { ...writer, identity: 'agent-AJ_1', sid: 'PA_a' });
		await door('participants', { ...writer, ...told(room, true) });
		pass(5_000);
		server.goes(room, 'PA_human');
		await door('participants', { ...writer, ...told(room, false) });
		pass(59_999);
		await pool();
		expect(server.did).toEqual([]);
		pass(1);
		await pool();
		expect(server.did).toEqual([`delete ${room}`]);
		expect(await ada.view(room)).toMatchObject({ ended: true });
	});

	it('knows a sid that left for good: a late report does not bring it back', async () => {
		const { ada, room, door, writer, pass } = await unheard();
		await door('joined', { ...writer, identity: 'agent-AJ_1', sid: 'PA_a' });
		await door('participants', { ...writer, ...told(room, false) });
		pass(1_000);
		await door('participants', { ...writer, ...told(room, true) });
		expect((await ada.view()).phase).toBe('grace_period');
	});

	it('does not believe the agent before, which still sees somebody', async () => {
		const { ada, room, door, writer, pass } = await unheard();
		pass(15_000);
		await door('claim', { jobId: 'AJ_2', agentName: 'greenroom-test' });
		const late = await door('participants', { ...writer, ...told(room, true) });
		expect(await problemOf(late)).toMatchObject({ status: 409, code: 'stale_epoch' });
		pass(15_000);
		expect((await ada.view()).phase).toBe('empty');
	});
});
