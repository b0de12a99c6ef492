/** Opens the dialog of push-to-talk; without it, it keeps the place of the one that will: nothing moves when that comes. */
export function KeysButton(props: { readonly open?: () => void }) {
	return (
		<button type="button" aria-haspopup="dialog" disabled={props.open === undefined} onClick={() => props.open?.()}>
			Push to talk
		</button>
	);
}
