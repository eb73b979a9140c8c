import type { PictureInput } from "../models/media-tasks.ts";

/** Pictures that the services take. */
export const pictureTypes: Readonly<Record<string, PictureInput["mediaType"]>> = {
  "image/png": "image/png",
  "image/jpeg": "image/jpeg",
  "image/gif": "image/gif",
  "image/webp": "image/webp",
};

/** Voice messages, as phones and messengers make them. */
export const soundType = /^audio\/(?:mpeg|mp3|mp4|x-m4a|m4a|aac|ogg|opus|webm|wav|x-wav|wave|flac)\b/i;
