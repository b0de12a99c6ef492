// biome-ignore-all lint/a11y/useSemanticElements: a table has all of its rows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which row is current
// biome-ignore-all lint/a11y/useAriaActivedescendantWithTabindex: it has one
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid takes the keys
import { createEffect, createMemo, createSignal, createUniqueId, Index, on, onCleanup, onMount, Show } from 'solid-js';
import { orphanMark, orphanWords } from '../words/room-words.ts';
import type { HeldRoom } from './book.ts';
import { rowAfterKey, rowsDrawn, rowsSeen, scrollTo, type Viewport } from './list-window.ts';
import './room-list.css';
import { shownRoom } from './shown-room.ts';

interface ListProps {
	readonly rooms: readonly HeldRoom[];
	readonly now: number;
	/** The name of the room that is looked into; null: none is. */
	readonly open: string | null;
	readonly onOpen: (room: string) => void;
	/** Names of those that somebody sees. */
	readonly onSeen: (names: readonly string[]) => void;
	/** Measures what is on the screen. @returns stops measuring */
	readonly measure?: (grid: HTMLElement, tell: (size: Size) => void) => () => void;
}
type Size = Omit<Viewport, 'top'>;

/** Until it is measured. */
const GUESS: Size = { height: 480, rowHeight: 56 };

/** Thousands of rooms, of which those that are seen are drawn. One row is current; keys move it, Enter looks into it. */
export function RoomList(props: ListProps) {
	const id = createUniqueId();
	const [top, setTop] = createSignal(0);
	const [size, setSize] = createSignal(GUESS);
	const [current, setCurrent] = createSignal<string | null>(null);
	const viewport = () => ({ ...size(), top: top() });
	const drawn = createMemo(() => rowsDrawn(viewport(), props.rooms.length));
	const slice = createMemo(() => props.rooms.slice(drawn().from, drawn().to));
	const currentRow = createMemo(() => props.rooms.findIndex(({ view }) => view.name === current()));
	let grid: HTMLElement | undefined;

	createEffect(() => {
		const { from, to } = rowsSeen(viewport(), props.rooms.length);
		props.onSeen(props.rooms.slice(from, to).map(({ view }) => view.name));
	});
	onMount(() => {
		if (grid === undefined) return;
		onCleanup((props.measure ?? measureRows)(grid, setSize));
	});
	// A list that has become short has no place that far down.
	createEffect(
		on(
			() => props.rooms.length,
			() => setTop(grid?.scrollTop ?? 0),
			{ defer: true },
		),
	);

	function go(row: number): void {
		setCurrent(props.rooms[row]?.view.name ?? null);
		const to = scrollTo(row, viewport());
		if (to === null || grid === undefined) return;
		grid.scrollTop = to;
		setTop(to);
	}
	function onKeyDown(event: KeyboardEvent): void {
		if (event.key === 'Enter' || event.key === ' ') {
			const name = current();
			if (currentRow() === -1 || name === null) return;
			event.preventDefault();
			props.onOpen(name);
			return;
		}
		const row = rowAfterKey(event.key, currentRow(), props.rooms.length, viewport());
		if (row === null) return;
		event.preventDefault();
		go(row);
	}
	const isDrawn = (row: number) => row >= drawn().from && row < drawn().to;

	return (
		<div
			class="room-list"
			role="grid"
			tabindex="0"
			aria-label="Rooms"
			aria-rowcount={props.rooms.length + 1}
			aria-activedescendant={isDrawn(currentRow()) ? `${id}-${currentRow()}` : undefined}
			onKeyDown={onKeyDown}
			onFocus={() => currentRow() === -1 && setCurrent(props.rooms[0]?.view.name ?? null)}
			onScroll={(event) => setTop(event.currentTarget.scrollTop)}
			ref={(element) => {
				grid = element;
			}}
		>
			<div class="head" role="rowgroup">
				<div role="row" class="room-row" aria-rowindex="1">
					<span role="columnheader">Room</span>
					<span role="columnheader">Phase</span>
					<span role="columnheader">People</span>
					<span role="columnheader">Agent</span>
					<span role="columnheader">Next</span>
				</div>
			</div>
			<div role="rowgroup" class="rows" style={{ '--rows': props.rooms.length, '--from': drawn().from }}>
				<Index each={slice()}>
					{(held, i) => {
						const row = () => drawn().from + i;
						return (
							<Row
								id={`${id}-${row()}`}
								row={row()}
								room={held()}
								now={props.now}
								isCurrent={row() === currentRow()}
								isOpen={held().view.name === props.open}
								onClick={() => {
									setCurrent(held().view.name);
									props.onOpen(held().view.name);
								}}
							/>
						);
					}}
				</Index>
			</div>
		</div>
	);
}

interface RowProps {
	readonly id: string;
	readonly row: number;
	readonly room: HeldRoom;
	readonly now: number;
	readonly isCurrent: boolean;
	readonly isOpen: boolean;
	readonly onClick: () => void;
}

function Row(props: RowProps) {
	const shown = createMemo(() => shownRoom(props.room, props.now));
	return (
		<div
			id={props.id}
			class="room-row"
			role="row"
			tabindex="-1"
			aria-rowindex={props.row + 2}
			aria-selected={props.isOpen}
			data-current={props.isCurrent || undefined}
			data-phase={shown().phase ?? 'none'}
			onClick={() => props.onClick()}
		>
			<span role="gridcell" class="name" title={shown().name}>
				{shown().short}
			</span>
			<span role="gridcell" class="phase">
				<span class="mark">{shown().phaseWords}</span>
				<Show when={shown().orphan}>
					{(orphan) => (
						<span class="mark bad" title={orphanWords[orphan()]}>
							{orphanMark[orphan()]}
						</span>
					)}
				</Show>
				<Show when={shown().differs}>
					<span class="mark odd" title="The store and LiveKit do not say the same">
						Differs
					</span>
				</Show>
			</span>
			<span role="gridcell" class="people-count">
				{shown().peopleWords}
			</span>
			<span role="gridcell" class="agent">
				{shown().agentWords}
			</span>
			<span role="gridcell" class="next" data-overdue={shown().isOverdue || undefined}>
				{shown().next}
			</span>
		</div>
	);
}

/** Rows are as high as the text is large: whoever enlarges it sees fewer. */
function measureRows(grid: HTMLElement, tell: (size: Size) => void): () => void {
	const [head, rows] = grid.children;
	const measure = () => {
		const count = Number(grid.ariaRowCount) - 1;
		const rowHeight = (rows?.getBoundingClientRect().height ?? 0) / count;
		if (rowHeight > 0) tell({ height: grid.clientHeight - (head?.clientHeight ?? 0), rowHeight });
	};
	const observer = new ResizeObserver(measure);
	for (const element of [grid, ...grid.children]) observer.observe(element);
	return () => observer.disconnect();
}
