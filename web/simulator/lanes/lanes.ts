/**
 * The timeline of a history: a line for everybody, with what lasted and what happened.
 *
 * @module
 */
import { makePolicy } from '../../../functions/rooms/policy.ts';
import { makeTimeline, type Timeline } from '../../../sim/checker/timeline/timeline.ts';
import { configOf, START } from '../../../sim/settings.ts';
import type { TraceEvent } from '../../../sim/trace.ts';
import { agentOf, tabOf, visitorOfRoom, workerOf } from '../events/names.ts';
import { type LaneId, type Telling, type Tone, tell } from '../events/tell.ts';
import { type Records, recordsIn } from '../moment/records.ts';
import type { Played } from '../play/play-scene.ts';
import { type Bar, placed, statesIn, type Unplaced } from './bars.ts';
import { phaseBars } from './phases.ts';

/** Something that happened, at a time from the beginning. */
export interface Mark {
	readonly at: number;
	readonly words: string;
	readonly tone: Tone;
	readonly lane: LaneId;
}

export interface Lane {
	readonly id: LaneId;
	readonly name: string;
	readonly bars: readonly Bar[];
	readonly marks: readonly Mark[];
}

export interface Story {
	readonly lanes: readonly Lane[];
	/** Of all lanes, in their order. */
	readonly marks: readonly Mark[];
	readonly records: Records;
}

export function storyOf({ trace, world, length }: Played): Story {
	const timeline = makeTimeline(trace);
	const told = trace.events.flatMap((event): readonly (Mark & Telling)[] => {
		const telling = tell(event, world.visitors);
		return telling === null ? [] : [{ at: event.at - START, ...telling }];
	});
	const records = recordsIn(trace);
	const policy = makePolicy(configOf(world));
	const visitors = Array.from({ length: world.visitors }, (_, i) => i + 1);
	const workers = [...new Set(timeline.of('worker').map(({ worker }) => worker))];
	const marksOf = (id: LaneId) => told.filter(({ lane, ms }) => lane === id && ms === undefined);
	const lane = (id: LaneId, name: string, bars: readonly Unplaced[]): Lane => ({
		id,
		name,
		bars: placed(bars),
		marks: marksOf(id),
	});
	const of = (name: string, number: number) => (visitors.length === 1 ? name : `${name} ${number}`);
	const lasting = told.flatMap(({ at, ms, words }): readonly Unplaced[] =>
		ms === undefined ? [] : [{ from: at, to: Math.min(at + ms, length), words, look: 'bad' }],
	);
	return {
		records,
		marks: told,
		lanes: [
			lane('done', 'What is done', lasting),
			...visitors.flatMap((number) => [
				lane(`person ${number}`, of('Visitor', number), presenceBars(timeline, number, 'human')),
				lane(
					`agent ${number}`,
					of(visitors.length === 1 ? 'Agent' : 'Agent of', number),
					presenceBars(timeline, number, 'agent'),
				),
				lane(
					`greenroom ${number}`,
					of(visitors.length === 1 ? 'Greenroom' : 'Greenroom on', number),
					phaseBars(records.get(number) ?? [], policy, length),
				),
			]),
			...workers.map((name) => lane(`worker ${name}`, capital(workerOf(name)), workerBars(timeline, name, length))),
			lane('livekit', 'LiveKit', liveKitBars(timeline, length)),
			lane('webhooks', 'Webhooks', world.webhooks ? [] : [off(length)]),
			lane('api', 'API and store', troubleBars(trace.events, length)),
		],
	};
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const off = (length: number): Unplaced => ({ from: 0, to: length, words: 'switched off', look: 'calm' });

const presenceBars = ({ rooms, presences }: Timeline, visitor: number, who: 'human' | 'agent'): readonly Unplaced[] =>
	rooms
		.filter((room) => visitorOfRoom(room) === visitor)
		.flatMap((room) => presences(room).filter((presence) => presence.who === who))
		.map(({ from, to, identity, client }) => ({
			from: from - START,
			to: to - START,
			words: who === 'agent' ? agentOf(identity) : tabOf(client),
			look: 'good',
		}));

const workerLooks = { ready: 'good', draining: 'wait', away: 'bad', gone: 'calm' } as const;

const workerBars = ({ of }: Timeline, name: string, length: number): readonly Unplaced[] =>
	statesIn(
		of('worker').flatMap(({ at, worker, is }) => (worker === name ? [{ at: at - START, is }] : [])),
		length,
	).map(({ from, to, is }) => ({ from, to, words: is, look: workerLooks[is] }));

const liveKitBars = ({ of, rooms, lives }: Timeline, length: number): readonly Unplaced[] => [
	...statesIn(
		of('livekit').map(({ at, is }) => ({ at: at - START, is })),
		length,
	).flatMap(({ from, to, is }): readonly Unplaced[] => (is === 'up' ? [] : [{ from, to, words: 'down', look: 'bad' }])),
	...rooms.flatMap((room) =>
		lives(room).map(
			({ from, to }): Unplaced => ({
				from: from - START,
				to: to - START,
				words: `room of visitor ${visitorOfRoom(room)}`,
				look: 'good',
			}),
		),
	),
];

const troubleBars = (events: readonly TraceEvent[], length: number): readonly Unplaced[] =>
	events.flatMap((event): readonly Unplaced[] =>
		event.kind === 'trouble' && event.until > event.at
			? [
					{
						from: event.at - START,
						to: Math.min(event.until - START, length),
						words: `${event.by} in trouble`,
						look: 'bad',
					},
				]
			: [],
	);
