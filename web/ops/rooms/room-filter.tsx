import { createUniqueId, For } from 'solid-js';
import { orphanMark, phaseWords } from '../words/room-words.ts';
import type { Choice, Order } from './choose.ts';

interface FilterProps {
	readonly choice: Choice;
	readonly onChoice: (choice: Choice) => void;
}

const phases: readonly (readonly [Choice['phase'], string])[] = [
	['any', 'Every phase'],
	['starting', phaseWords.starting],
	['active', phaseWords.active],
	['grace_period', phaseWords.grace_period],
	['closing', phaseWords.closing],
	['empty', phaseWords.empty],
	['none', 'Not in the store'],
];
const orphans: readonly (readonly [Choice['orphan'], string])[] = [
	['all', 'Orphans or not'],
	['orphans', 'Only orphans'],
	['tombstone', orphanMark.tombstone],
	['deserted', orphanMark.deserted],
	['unknown', orphanMark.unknown],
];
const orders: readonly (readonly [Order, string])[] = [
	['soonest', 'Soonest due first'],
	['oldest', 'Oldest first'],
	['epoch', 'Most agents first'],
	['name', 'By name'],
];

export function RoomFilter(props: FilterProps) {
	const id = createUniqueId();
	return (
		<search class="filter" aria-label="Rooms">
			<label class="unseen" for={id}>
				Find
			</label>
			<input
				id={id}
				type="search"
				placeholder="Room, identity, worker, trace"
				value={props.choice.text}
				onInput={(event) => props.onChoice({ ...props.choice, text: event.currentTarget.value })}
			/>
			<Pick
				label="Phase"
				of={phases}
				value={props.choice.phase}
				onPick={(phase) => props.onChoice({ ...props.choice, phase })}
			/>
			<Pick
				label="Orphans"
				of={orphans}
				value={props.choice.orphan}
				onPick={(orphan) => props.onChoice({ ...props.choice, orphan })}
			/>
			<Pick
				label="Order"
				of={orders}
				value={props.choice.order}
				onPick={(order) => props.onChoice({ ...props.choice, order })}
			/>
		</search>
	);
}

interface PickProps<T extends string> {
	readonly label: string;
	readonly of: readonly (readonly [T, string])[];
	readonly value: T;
	readonly onPick: (value: T) => void;
}

function Pick<T extends string>(props: PickProps<T>) {
	const pick = (value: string) => {
		const [picked] = props.of.find(([one]) => one === value) ?? [];
		if (picked !== undefined) props.onPick(picked);
	};
	return (
		<select aria-label={props.label} value={props.value} onChange={(event) => pick(event.currentTarget.value)}>
			<For each={props.of}>{([value, words]) => <option value={value}>{words}</option>}</For>
		</select>
	);
}
