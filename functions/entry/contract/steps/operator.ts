import { expect } from 'vitest';
import { testConfig } from '../../../testing.ts';
import { bodyOf, type Step } from '../scene.ts';

const bearer = (token: string | null) => ({ authorization: `Bearer ${token}` });

/** Somebody who runs the stage. */
export const operator: readonly Step[] = [
	{
		name: 'has no doors for who is no operator',
		play: async ({ ask }) => {
			for (const headers of [{}, bearer('a guess of the token'), { authorization: 'Basic x' }])
				for (const [method, path] of [
					['GET', 'rooms'],
					['GET', 'stats'],
					['POST', 'gc'],
				] as const) {
					const answer = await ask(method, `/api/livekit/${path}`, { headers });
					expect([answer.status, bodyOf(answer).code]).toEqual([401, 'unauthorized']);
				}
		},
	},
	{
		name: 'shows an operator the rooms, by the store and by LiveKit',
		play: async ({ ask, left }) => {
			const headers = bearer(testConfig.opsToken);
			const rooms = await ask('GET', `/api/livekit/rooms?names=${left.room}&limit=5`, { headers });
			expect(rooms.status).toBe(200);
			expect(bodyOf(rooms).rooms).toMatchObject([{ name: left.room }]);
			expect((await ask('GET', '/api/livekit/agents', { headers })).status).toBe(200);
			const tape = await ask('GET', `/api/livekit/rooms/${left.room}/tape`, { headers });
			expect(bodyOf(tape).entries.length).toBeGreaterThan(0);
			const foreign = await ask('GET', '/api/livekit/rooms/greenroom.other.v_somebody.1/tape', { headers });
			expect(foreign.status).toBe(404);
		},
	},
	{
		name: 'shows an operator what would be collected',
		play: async ({ ask }) => {
			const answer = await ask('POST', '/api/livekit/gc?dry=1', { headers: bearer(testConfig.opsToken) });
			expect(answer.status).toBe(200);
		},
	},
];
