import type { Somebody } from "../somebody.ts";

/** What each dialog about a user takes. */
export interface UserDialogProps {
  user: Somebody;
  /** What the identity provider is called, at the beginning of a sentence. */
  provider: string;
  /** Whether the user is who is signed in. */
  isMe: boolean;
  opened: boolean;
  onClose: () => void;
}
