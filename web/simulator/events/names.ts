/**
 * The names that traces have, as short as people need them.
 *
 * @module
 */
import { parseRoomName } from '../../../functions/protocol/names.ts';

/** Visitors count from 1; null: it is nobody's. */
export function visitorOf(conversation: string): number | null {
	const number = /^v_visitor(\d+)$/.exec(conversation)?.[1];
	return number === undefined ? null : Number(number);
}

export const visitorOfRoom = (room: string): number | null => visitorOf(parseRoomName(room)?.conversation ?? '');

/** Of pages and tabs, which begin with the name of their visitor. */
export function visitorOfClient(client: string): number | null {
	const number = /^visitor (\d+)/.exec(client)?.[1];
	return number === undefined ? null : Number(number);
}

export const tabOf = (client: string): string => {
	const number = / page (\d+)$/.exec(client)?.[1];
	return number === undefined ? 'an old tab' : `tab ${number}`;
};

export const agentOf = (jobOrIdentity: string): string => `agent ${/(\d+)$/.exec(jobOrIdentity)?.[1] ?? '?'}`;

export const workerOf = (name: string): string => name.replace('_', ' ');
