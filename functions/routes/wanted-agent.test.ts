import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { humanIn, makeTestApi, testConfig } from '../testing.ts';

describe('the agent that a page asks for', () => {
	const staffed = () => makeTestApi({ config: { ...testConfig, agentNames: ['greenroom-test', 'clerk-test'] } });
	const agentsOf = (token: string) =>
		(decodeJwt(token) as { roomConfig: { agents?: { agentName: string }[] } }).roomConfig.agents ?? [];
	const namesFor = async (body: object, api = staffed()) =>
		agentsOf((await api.visitor().token(body)).participant_token).map(({ agentName }) => agentName);

	it('is followed in LiveKit’s own way, in snake and in camel case, with and without the stage', async () => {
		for (const body of [
			{ room_config: { agents: [{ agent_name: 'clerk' }] } },
			{ roomConfig: { agents: [{ agentName: 'clerk' }] } },
			{ room_config: { agents: [{ agent_name: 'clerk-test' }] } },
		])
			expect(await namesFor(body)).toEqual(['clerk-test']);
	});

	it('is the stage’s own when it is not on the list, or none is asked for', async () => {
		for (const body of [
			{},
			{ room_config: {} },
			{ room_config: 'clerk' },
			{ room_config: { agents: [] } },
			{ room_config: { agents: [{ agent_name: '' }] } },
			{ room_config: { agents: [{ agent_name: 7 }] } },
			{ room_config: { agents: [{ agent_name: 'clerk-production' }] } },
			{ room_config: { agents: [{ agent_name: 'butler' }, { agent_name: 'clerk' }] } },
		])
			expect(await namesFor(body)).toEqual(['greenroom-test']);
	});

	it('is also who is asked for when nobody came', async () => {
		const api = staffed();
		const { room_name: room } = await api.visitor().token({ room_config: { agents: [{ agent_name: 'clerk' }] } });
		await api.comes(room, humanIn(room));
		api.pass(10_000);
		await api.pool();
		expect(api.server.did).toEqual([`dispatch clerk-test ${room}`]);
	});

	it('stays for as long as the room: a second tab does not call another one in', async () => {
		const api = staffed();
		const ada = api.visitor();
		await ada.token({ room_config: { agents: [{ agent_name: 'clerk' }] } });
		const { participant_token } = await ada.token();
		expect(agentsOf(participant_token)).toMatchObject([{ agentName: 'clerk-test' }]);
	});

	it('is in no token when LiveKit dispatches by itself', async () => {
		const api = makeTestApi({ config: { ...testConfig, dispatch: 'automatic', agentNames: [''] } });
		expect(await namesFor({ room_config: { agents: [{ agent_name: 'clerk' }] } }, api)).toEqual([]);
	});
});
