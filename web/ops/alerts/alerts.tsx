import { type Accessor, createEffect, createMemo, For, Show } from 'solid-js';
import type { Alert } from '../../../functions/protocol/operator.ts';
import './alerts.css';
import { isNew, type ShownAlert, shownAlert } from './alerts-shown.ts';

interface AlertsProps {
	/** Null: not known yet. */
	readonly alerts: readonly Alert[] | null;
	readonly onRoom: (room: string) => void;
}

/** Only a new one is an alert to whoever hears the page: the others have been read out. */
export function Alerts(props: AlertsProps) {
	const keys = createMemo(() => props.alerts?.map((alert) => shownAlert(alert).key) ?? null);
	let before: readonly string[] | null = null;
	const rows = createMemo<readonly Row[]>((had) => {
		const alerts = props.alerts ?? [];
		return alerts.map((alert) => {
			const shown = shownAlert(alert);
			const same = had.find(({ key }) => key === shown.key);
			return same ?? { key: shown.key, isNew: isNew(shown.key, before), shown: () => currentOf(props.alerts, shown) };
		});
	}, []);
	createEffect(() => {
		before = keys();
	});
	return (
		<Show when={rows().length > 0}>
			<ul class="alerts" aria-label="Alerts">
				<For each={rows()}>
					{(row) => (
						<li>
							<p class="alert" role={row.isNew ? 'alert' : undefined}>
								{row.shown().words}
							</p>
							<Show when={row.shown().room}>
								{(room) => (
									<button type="button" onClick={() => props.onRoom(room())}>
										Show the room
									</button>
								)}
							</Show>
						</li>
					)}
				</For>
			</ul>
		</Show>
	);
}

interface Row {
	readonly key: string;
	readonly isNew: boolean;
	readonly shown: Accessor<ShownAlert>;
}

/** Its numbers change while it stays the same trouble. */
const currentOf = (alerts: readonly Alert[] | null, last: ShownAlert): ShownAlert =>
	alerts?.map(shownAlert).find(({ key }) => key === last.key) ?? last;
