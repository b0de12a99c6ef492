/**
 * What the signs mean.
 *
 * @module
 */
export function Legend() {
	return (
		<details class="legend">
			<summary>How to read this</summary>
			<dl>
				<dt>Lines</dt>
				<dd>
					One for each visitor, their agent, and what Greenroom holds for true about their call: it hears of everything
					late, twice, or not at all, so that line may lag behind the others. Below them workers, LiveKit, the news that
					LiveKit sends (webhooks), and the API with its store.
				</dd>
				<dt>
					<span class="bar" data-look="good">
						full
					</span>
				</dt>
				<dd>There, and well.</dd>
				<dt>
					<span class="bar" data-look="wait">
						striped
					</span>
				</dt>
				<dd>Waiting for somebody.</dd>
				<dt>
					<span class="bar" data-look="bad">
						double border
					</span>
				</dt>
				<dd>Out of order.</dd>
				<dt>
					<span class="bar" data-look="calm">
						dashed
					</span>
				</dt>
				<dd>Nothing to do, or switched off.</dd>
				<dt>
					<span class="sign" data-tone="good" aria-hidden="true">
						●
					</span>{' '}
					round
				</dt>
				<dd>Somebody came, or got what they asked for.</dd>
				<dt>
					<span class="sign" data-tone="act" aria-hidden="true">
						◆
					</span>{' '}
					diamond
				</dt>
				<dd>Somebody did something, or something was decided.</dd>
				<dt>
					<span class="sign" data-tone="bad" aria-hidden="true">
						▲
					</span>{' '}
					triangle
				</dt>
				<dd>Somebody went or was lost.</dd>
				<dt>Dotted line</dt>
				<dd>
					From here on everything works and nothing is done any more, for twelve minutes: what is left behind then is
					left behind for good.
				</dd>
				<dt>Epoch</dt>
				<dd>The number of an agent that may serve. What an agent with an older number still writes is refused.</dd>
			</dl>
		</details>
	);
}
