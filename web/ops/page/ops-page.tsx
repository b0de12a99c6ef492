import { createMemo, createSignal, Show } from 'solid-js';
import { Alerts } from '../alerts/alerts.tsx';
import { CloseRoom } from '../close/close-room.tsx';
import { CollectPanel } from '../collect/collect-panel.tsx';
import { Counted, FigureTiles } from '../figures/figures.tsx';
import { Ledger } from '../pool/ledger.tsx';
import { Pool } from '../pool/pool.tsx';
import { choose, everything } from '../rooms/choose.ts';
import { RoomDetails } from '../rooms/room-details.tsx';
import { RoomFilter } from '../rooms/room-filter.tsx';
import { RoomList } from '../rooms/room-list.tsx';
import { shownRoom } from '../rooms/shown-room.ts';
import { Tape } from '../tape/tape.tsx';
import { sayCount } from '../words/duration.ts';
import type { Console } from './create-console.ts';
import { Freshness } from './freshness.tsx';
import './ops-page.css';

interface OpsProps {
	readonly console: Console;
	readonly save: (name: string, text: string) => void;
}

export function OpsPage(props: OpsProps) {
	const [open, setOpen] = createSignal<string | null>(null);
	const at = () => props.console.now();
	const sincePool = () => Math.max(0, at() - (props.console.pool.value()?.at ?? at()));
	return (
		<main class="ops">
			<Freshness console={props.console} />
			<Alerts
				alerts={props.console.pool.value() === null ? null : props.console.alerts()}
				onRoom={(room) => setOpen(room)}
			/>
			<FigureTiles figures={props.console.figures} />
			<div class="panels">
				<RoomsPanel console={props.console} save={props.save} open={open()} onOpen={setOpen} />
				<div>
					<Pool workers={props.console.pool.value()?.workers ?? null} sinceMs={sincePool()} />
					<CollectPanel api={props.console.api} onCollected={props.console.rooms.hurry} />
					<Ledger ledger={props.console.stats.value()?.ledger ?? null} now={at()} />
					<Counted stats={props.console.stats.value()} />
				</div>
			</div>
		</main>
	);
}

interface RoomsProps extends OpsProps {
	readonly open: string | null;
	readonly onOpen: (room: string | null) => void;
}

function RoomsPanel(props: RoomsProps) {
	const [choice, setChoice] = createSignal(everything);
	const { book, setSeen, hurry } = props.console.rooms;
	const chosen = createMemo(() => choose(book().rooms.values(), choice()));
	const openRoom = createMemo(() => {
		const held = props.open === null ? undefined : book().rooms.get(props.open);
		return held && shownRoom(held, props.console.now());
	});
	let list: HTMLElement | undefined;
	const close = () => {
		props.onOpen(null);
		list?.querySelector<HTMLElement>('[role=grid]')?.focus();
	};
	// Whoever looks into a room sees it, wherever the list is.
	const see = (names: readonly string[]) => setSeen(props.open === null ? names : [props.open, ...names]);
	return (
		<section
			class="panel"
			aria-label="Rooms"
			ref={(element) => {
				list = element;
			}}
		>
			<h2>Rooms</h2>
			<RoomFilter choice={choice()} onChoice={setChoice} />
			<p class="hint">{sayRooms(chosen().length, book().rooms.size, book().total, book().isComplete)}</p>
			<div class="rooms-beside">
				<div>
					<RoomList
						rooms={chosen()}
						now={props.console.now()}
						open={props.open}
						onOpen={(room) => props.onOpen(room)}
						onSeen={see}
					/>
				</div>
				<Show when={props.open}>
					{(name) => (
						<Show when={openRoom()} fallback={<Gone name={name()} onClose={close} />}>
							{(room) => (
								<RoomDetails room={room()} onClose={close}>
									<Tape room={room().name} api={props.console.api} save={props.save} />
									<CloseRoom room={room().name} api={props.console.api} onClosed={hurry} />
								</RoomDetails>
							)}
						</Show>
					)}
				</Show>
			</div>
		</section>
	);
}

function Gone(props: { readonly name: string; readonly onClose: () => void }) {
	return (
		<section class="details" aria-label="Room">
			<p role="status">
				<code>{props.name}</code> is gone: neither the store nor LiveKit has it any more.
			</p>
			<button type="button" class="small" onClick={() => props.onClose()}>
				Back to the list
			</button>
		</section>
	);
}

function sayRooms(chosen: number, known: number, total: number | null, isComplete: boolean): string {
	if (total === null) return 'Looking …';
	const all = isComplete
		? sayCount(known, 'room')
		: `${known.toLocaleString('en')} of about ${sayCount(total, 'room')}, looking …`;
	return chosen === known ? all : `${chosen.toLocaleString('en')} of ${all}`;
}
