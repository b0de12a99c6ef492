import { createEffect, createMemo, For, type JSX, on, Show } from 'solid-js';
import { agentWords, kindWords, orphanWords } from '../words/room-words.ts';
import './room-details.css';
import type { ShownListing, ShownPerson, ShownRoom } from './shown-room.ts';

interface DetailsProps {
	readonly room: ShownRoom;
	readonly onClose: () => void;
	/** What can be done with it. */
	readonly children: JSX.Element;
}

/** One room, with everything that both sides say of it. */
export function RoomDetails(props: DetailsProps) {
	let heading: HTMLElement | undefined;
	const onKeyDown = (event: KeyboardEvent) => {
		const isOfDialog = event.target instanceof Element && event.target.closest('dialog') !== null;
		if (event.key === 'Escape' && !isOfDialog) props.onClose();
	};
	// Whoever has opened it by keyboard goes on in it.
	const name = createMemo(() => props.room.name);
	createEffect(on(name, () => heading?.focus()));
	return (
		<section class="details" aria-label="Room" onKeyDown={onKeyDown}>
			<header>
				<h3
					tabindex="-1"
					ref={(element) => {
						heading = element;
					}}
				>
					{props.room.name}
				</h3>
				<button type="button" class="small" onClick={() => props.onClose()}>
					Back to the list
				</button>
			</header>
			<Show when={props.room.orphan}>{(orphan) => <p class="alert">Orphan. {orphanWords[orphan()]}.</p>}</Show>
			<dl>
				<Fact label="Phase">{props.room.phaseWords}</Fact>
				<Fact label="Next">{props.room.next || '–'}</Fact>
				<Fact label="LiveKit">{listingWords(props.room.listing)}</Fact>
				<Show when={props.room.agent} fallback={<Fact label="Agent">{props.room.agentWords || '–'}</Fact>}>
					{(agent) => (
						<>
							<Fact label="Agent">
								{agent().agentName}, {agentWords[agent().state]}
							</Fact>
							<Fact label="Epoch">{agent().epoch}</Fact>
							<Fact label="Job">{agent().jobId}</Fact>
							<Fact label="Worker">{agent().worker ?? 'not known'}</Fact>
						</>
					)}
				</Show>
				<Show when={props.room.trace}>{(trace) => <Fact label="Trace">{trace()}</Fact>}</Show>
			</dl>
			<h4>People</h4>
			<Show when={props.room.people.length > 0} fallback={<p class="hint">Nobody.</p>}>
				<ul class="people">
					<For each={props.room.people}>{(person) => <Person person={person} />}</For>
				</ul>
			</Show>
			<Show when={props.room.listing.listing === 'present' && !isLooked(props.room.listing)}>
				<p class="hint">By the store. Who is there by LiveKit is being asked.</p>
			</Show>
			{props.children}
		</section>
	);
}

const Fact = (props: { readonly label: string; readonly children: JSX.Element }) => (
	<div>
		<dt>{props.label}</dt>
		<dd>{props.children}</dd>
	</div>
);

const onlyWords = { store: 'store only', livekit: 'LiveKit only' } as const;

const Person = (props: { readonly person: ShownPerson }) => (
	<li>
		<span class="kind">{kindWords[props.person.kind]}</span>
		<code>{props.person.identity}</code> <code class="sid">{props.person.sid}</code>{' '}
		<Show when={props.person.only}>{(only) => <span class="mark odd">{onlyWords[only()]}</span>}</Show>
	</li>
);

const isLooked = (listing: ShownListing): boolean => listing.listing === 'present' && listing.isLooked;

function listingWords(listing: ShownListing): string {
	switch (listing.listing) {
		case 'unknown':
			return 'does not answer: not known';
		case 'absent':
			return 'does not list it';
		case 'present':
			return `lists it for ${listing.age} (${listing.sid})`;
	}
}
