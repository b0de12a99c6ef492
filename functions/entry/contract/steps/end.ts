import { expect } from 'vitest';
import { testConfig } from '../../../testing.ts';
import { bodyOf, type Step } from '../scene.ts';

/** The end of a call, and of what is known of somebody. */
export const end: readonly Step[] = [
	{
		name: 'ends a call by the beacon of a page that goes, and says so afterwards',
		play: async ({ ask, left, livekit }) => {
			const beacon = {
				body: JSON.stringify({ room_name: left.room }),
				headers: { 'content-type': 'text/plain;charset=UTF-8' },
			};
			expect(bodyOf(await ask('POST', '/api/livekit/delete-room', beacon))).toEqual({ success: true });
			expect(livekit.asked).toContain('DeleteRoom');
			const view = bodyOf(await ask('GET', `/api/conversation?room=${left.room}`));
			expect(view).toMatchObject({ ended: true, end_reason: 'hung_up', room: null });
		},
	},
	{
		name: 'lets an operator close what may have come back',
		play: async ({ ask, left }) => {
			const headers = { authorization: `Bearer ${testConfig.opsToken}` };
			const closed = await ask('POST', `/api/livekit/rooms/${left.room}/close`, { headers });
			expect([closed.status, bodyOf(closed).outcome]).toEqual([200, 'already_closed']);
		},
	},
	{
		name: 'forgets who asks for it',
		play: async ({ ask }) => {
			expect(bodyOf(await ask('DELETE', '/api/conversation'))).toEqual({ success: true });
			expect(bodyOf(await ask('GET', '/api/conversation'))).toMatchObject({ room: null, turns: [] });
		},
	},
];
