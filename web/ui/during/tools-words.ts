import type { Exported } from '../../call/transcript/create-export.ts';

/** What has become of a transcript that somebody takes along. */
export const exportWords: Readonly<Record<Exported, string>> = {
	copied: 'Copied',
	copied_part: 'Copied what is shown here. Earlier words could not be loaded.',
	saved: 'Downloaded',
	saved_part: 'Downloaded what is shown here. Earlier words could not be loaded.',
	not_copied: 'The browser does not let this page copy. Use Download.',
};
