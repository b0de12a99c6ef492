import { For, Show } from 'solid-js';
import type { LedgerEntry, StatsResponse } from '../../../functions/protocol/operator.ts';
import { sayCount, sayMoment } from '../words/duration.ts';

interface LedgerProps {
	/** Null: not known yet. */
	readonly ledger: StatsResponse['ledger'] | null;
	readonly now: number;
}

const SHOWN = 50;

/** What was left behind and taken away. */
export function Ledger(props: LedgerProps) {
	return (
		<section class="panel" aria-label="Orphan ledger">
			<h2>Orphan ledger</h2>
			<Show when={props.ledger} fallback={<p class="hint">Not known yet.</p>}>
				{(ledger) => (
					<>
						<p>
							{sayCount(ledger().reclaimed, 'orphan')} taken away,{' '}
							{sayCount(ledger().agentMinutesSaved, 'agent minute')} saved.
						</p>
						<ol class="ledger">
							<For each={ledger().entries.slice(0, SHOWN)}>
								{(entry) => (
									<li>
										<code>{entry.room}</code>
										<p class="hint">
											{whatWords[entry.what]} · {whyWords[entry.why]} · {sayCount(entry.agentMinutesSaved, 'minute')}{' '}
											saved · <time datetime={new Date(entry.at).toISOString()}>{sayMoment(entry.at, props.now)}</time>
										</p>
									</li>
								)}
							</For>
						</ol>
					</>
				)}
			</Show>
		</section>
	);
}

const whatWords: Readonly<Record<LedgerEntry['what'], string>> = { room: 'Room', agent: 'Agent' };
const whyWords: Readonly<Record<LedgerEntry['why'], string>> = {
	tombstone: 'it lived although it was closed',
	deserted: 'nobody was there any more',
	process_gone: 'its process was gone',
	replaced: 'another agent serves',
};
