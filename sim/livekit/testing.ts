/**
 * A LiveKit server of the model for tests, with clients and workers that do what they are told.
 *
 * @module
 */
import type { WebhookEvent } from '../../functions/livekit/port.ts';
import type { Reply } from '../api/network.ts';
import { makeClock } from '../clock/clock.ts';
import { settle } from '../clock/settle.ts';
import { makeLink } from '../link.ts';
import { makeProcess } from '../process.ts';
import { noChance } from '../random.ts';
import { makeRecorder } from '../trace.ts';
import { type Ending, makeConnection } from './connection.ts';
import type { Offer } from './dispatches.ts';
import type { JoinToken } from './model.ts';
import { makeServer } from './server.ts';
import { makeWebhooks } from './webhooks.ts';

type Answer = Reply<unknown> | 'hangs';

export function makeTestLiveKit(answer: (event: WebhookEvent) => Answer = () => ({ outcome: 'ok', body: null })) {
	const clock = makeClock(0);
	const { record, events } = makeRecorder(clock.now);
	const told: { readonly at: number; readonly event: WebhookEvent }[] = [];
	let doubles = false;
	const webhooks = makeWebhooks({
		clock,
		random: noChance,
		doubles: () => doubles,
		deliver: async (event) => {
			told.push({ at: clock.now(), event });
			const reply = answer(event);
			return reply === 'hangs' ? new Promise(() => {}) : reply;
		},
	});
	const server = makeServer({ clock, random: noChance, record, webhooks });

	async function pass(seconds: number): Promise<void> {
		const until = clock.now() + seconds * 1000;
		for (let event = clock.take(until); event !== undefined; event = clock.take(until)) {
			event.run();
			await settle();
		}
		clock.passTo(until);
	}

	function client(identity: string, kind: 'human' | 'agent' = 'human') {
		const process = makeProcess(identity);
		const link = makeLink();
		const heard: string[] = [];
		const ends: Ending[] = [];
		const connection = makeConnection({
			clock,
			random: noChance,
			record,
			server,
			process,
			link,
			on: {
				came: (person) => heard.push(`${person.identity} came`),
				went: (person) => heard.push(`${person.identity} went`),
				reconnecting: () => heard.push('reconnecting'),
				reconnected: () => heard.push('reconnected'),
				ended: (why) => ends.push(why),
			},
			triesMs: 60_000,
			joinsAgain: kind === 'agent',
		});
		return { process, link, heard, ends, connection };
	}

	return {
		server,
		pass,
		client,
		events,
		told: () => told,
		/** In short: the event, and whom or which life of the room it is about. */
		words: () =>
			told.map(({ event: { event, room, participant } }) => `${event} ${participant?.sid ?? room?.sid ?? ''}`),
		doubles: (is: boolean) => {
			doubles = is;
		},
		/** A worker that gives each offer this answer; null: none at all. */
		worker(name: string, identityFor: ((offer: Offer) => string | null) | null) {
			const [offered, assigned]: [string[], JoinToken[]] = [[], []];
			server.dispatches.register({
				name,
				agentName: 'agent',
				isFull: () => false,
				offer(offer, reply) {
					offered.push(offer.jobId);
					if (identityFor !== null) reply(identityFor(offer));
				},
				assign: (_, token) => void assigned.push(token),
			});
			return { offered, assigned };
		},
	};
}

/** As people's tokens are. */
export const tokenFor = (room: string, identity: string, { departureMs = 90_000 } = {}): JoinToken => ({
	room,
	identity,
	kind: 'human',
	agentName: null,
	config: { agents: [{ agentName: 'agent', metadata: '' }], departureMs, emptyMs: 60_000 },
	until: 360_000,
});

export const agentTokenFor = (room: string, identity: string): JoinToken => ({
	room,
	identity,
	kind: 'agent',
	agentName: 'agent',
	config: null,
	until: 3_600_000,
});
