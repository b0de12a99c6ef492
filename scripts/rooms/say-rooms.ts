/**
 * Rooms for people to read: what the store says beside what LiveKit says, within 100 columns.
 *
 * @module
 */
import type { Orphan, PersonView, RoomsResponse, RoomView } from '../../functions/protocol/operator.ts';
import { sayDuration, sayMoment } from './duration.ts';

const LABEL = 9;
const KIND = 5;
/** Whole ones of visitors without a login, and of agents. */
const IDENTITY = 40;
const SID = 15;

const ORPHANS: Readonly<Record<Orphan, string>> = {
	tombstone: 'it was closed, and LiveKit still lists it',
	deserted: 'nobody has been in it for longer than grace and 30 s',
	unknown: 'LiveKit lists it, and the store does not know it',
};

export function sayRooms(response: RoomsResponse, where: string): string {
	const { rooms, livekit, truncated } = response;
	const orphans = rooms.filter(({ orphan }) => orphan !== null).length;
	const counted = rooms.length === 0 ? 'no rooms' : `${rooms.length} ${rooms.length === 1 ? 'room' : 'rooms'}`;
	const more = truncated ? ' and more (--limit shows more)' : '';
	const head = `${where}: ${counted}${more}${orphans === 0 ? '' : `, ${orphans} of them orphaned`}`;
	const silent = livekit ? [] : ['LiveKit does not answer the API: this is what the store knows, and no more.'];
	return [[head, ...silent].join('\n'), ...rooms.map((room) => sayRoom(room, response))].join('\n\n');
}

function sayRoom(room: RoomView, { at }: RoomsResponse): string {
	const { stored, listed, orphan } = room;
	const agent = stored?.agent ?? null;
	const lines = [
		...(orphan === null ? [] : [['ORPHAN', ORPHANS[orphan]]]),
		['phase', phaseOf(room, at)],
		['age', ageOf(listed, at)],
		...(agent === null
			? [['agent', 'none']]
			: [
					[
						'agent',
						[
							`${agent.state}, epoch ${agent.epoch}, claimed ${sayDuration(agent.ageMs)} ago`,
							`worker ${agent.worker ?? 'not known'}`,
						].join(', '),
					],
				]),
		...peopleOf(room).map((line, i) => [i === 0 ? 'people' : '', line]),
		...(stored?.trace == null ? [] : [['trace', stored.trace]]),
	];
	return [room.name, ...lines.map(([label = '', text = '']) => `  ${label.padEnd(LABEL)}${text}`.trimEnd())]
		.map(printable)
		.join('\n');
}

function phaseOf({ stored }: RoomView, at: number): string {
	if (stored === null) return 'the store does not know it';
	const { phase, graceEnds, deadline } = stored;
	const grace = graceEnds === null ? [] : [`closed ${sayMoment(graceEnds, at)} if nobody returns`];
	const next = deadline == null ? 'never looked at again' : `looked at ${sayMoment(deadline, at)}`;
	return [phase, ...grace, next].join(', ');
}

function ageOf(listed: RoomView['listed'], at: number): string {
	if (listed === undefined) return 'not known, LiveKit does not answer';
	if (listed === null) return 'LiveKit does not list it';
	return `${sayDuration(at - listed.createdAt)}, ${listed.sid}`;
}

const KINDS: readonly PersonView['kind'][] = ['human', 'agent', 'other'];

/** A sid never returns, so both sides mean the same person by it. */
function peopleOf({ stored, listed }: RoomView): string[] {
	const inStore = stored?.people ?? [];
	const inLiveKit = listed?.people ?? [];
	const has = (people: readonly PersonView[], sid: string) => people.some((one) => one.sid === sid);
	const everybody = [...inLiveKit, ...inStore.filter(({ sid }) => !has(inLiveKit, sid))];
	if (everybody.length === 0) return ['nobody'];
	// LiveKit lists them in any order.
	return everybody
		.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
		.map(({ kind, identity, sid }) => {
			const doubt = sayDoubt(has(inStore, sid), has(inLiveKit, sid), listed !== undefined);
			return [kind.padEnd(KIND), shorten(identity, IDENTITY).padEnd(IDENTITY), sid.padEnd(SID), doubt].join('  ');
		});
}

function sayDoubt(isStored: boolean, isListed: boolean, isAnswered: boolean): string {
	if (!isAnswered || (isStored && isListed)) return '';
	return isListed ? 'LiveKit only' : 'store only';
}

function shorten(text: string, length: number): string {
	if (text.length <= length) return text;
	const end = Math.floor((length - 1) / 2);
	return `${text.slice(0, length - 1 - end)}…${text.slice(-end)}`;
}

/** Whoever may join a room chooses what is shown of them: a terminal obeys control characters. */
const printable = (line: string): string => line.replaceAll(/\p{Cc}|\p{Cf}/gu, '?');
