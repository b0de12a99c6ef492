/**
 * The state of a world in short: what is stored, who is where, what everybody was told, and what is under way. Times
 * count by their order alone, because the orders that are compared are a few milliseconds long.
 *
 * @module
 */
import { hash } from '../random.ts';
import type { World } from '../world.ts';

const TIME = /\b1795\d{9}\b/g;

export async function stateOf(world: World, keys: Iterable<string>): Promise<string> {
	const { clock, server, store, api } = world;
	const stored: string[] = [];
	for (const key of keys) stored.push(key, JSON.stringify(await store.memory().load(key, { last: 50 })));
	const rooms = server.rooms.all().map(({ name, sid, seats }) => [name, sid, ...[...seats.values()].map(saySeat)]);
	const processes = [...api.tasks(), ...world.processes()];
	const pasts = processes.map(({ name, state, past }) => [name, state(), ...past()].join(' '));
	const underWay = clock.underWay().map(({ message }) => message?.label ?? '');
	const text = [...stored, ...[...rooms.flat(), ...pasts, ...underWay].sort(byText)].join('\n');
	const times = [...new Set(text.match(TIME))].sort((a, b) => Number(a) - Number(b));
	const ranks = new Map(times.map((time, i) => [time, `t${i}`]));
	const ranked = text.replaceAll(TIME, (time) => ranks.get(time) ?? time);
	// One of 32 bits meets itself by chance after some ten thousand states.
	return `${hash(ranked)} ${hash(`${ranked} again`)}`;
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1);
const saySeat = ({ sid, active }: { readonly sid: string; readonly active: boolean }): string => `${sid} ${active}`;
