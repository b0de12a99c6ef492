import { describe, expect, it } from 'vitest';
import { formatRoomName } from '../protocol/names.ts';
import { humanIn, makeTestApi } from '../testing.ts';
import { lookAt } from './look.ts';

const whose = { stage: 'test', conversation: 'v_somebody' };
const room = formatRoomName({ ...whose, generation: 7 });

describe('a look at the server', () => {
	/** A server that takes 200 ms for its answer. */
	const slow = () => {
		const api = makeTestApi();
		const lookUp = (name: string) => {
			api.pass(200);
			return api.deps.livekit.lookUp(name);
		};
		return { ...api, look: () => lookAt({ now: api.deps.now, livekit: { ...api.deps.livekit, lookUp } }, whose, 7) };
	};

	it('says who is there, and between which times it was asked', async () => {
		const { look, server, deps } = slow();
		server.comes(room, humanIn(room));
		const start = deps.now();
		const end = start + 200;
		expect(await look()).toEqual({
			kind: 'looked_up',
			generation: 7,
			at: end,
			look: {
				start,
				end,
				room: { sid: 'RM_1', createdAt: start, departureMs: 90_000 },
				people: [{ sid: 'PA_human', identity: 'human-v_somebody', kind: 'human' }],
			},
		});
	});

	it('says that there is no such room', async () => {
		const { look } = slow();
		expect(await look()).toMatchObject({ kind: 'looked_up', look: { room: null, people: [] } });
	});

	it('says nothing when the server did not', async () => {
		const { look, server } = slow();
		server.comes(room, humanIn(room));
		server.fallsSilent();
		expect(await look()).toBe('unknown');
	});
});
