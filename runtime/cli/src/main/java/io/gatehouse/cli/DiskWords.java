package io.gatehouse.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What is wrong with a file, in a person's words and not in names of classes. */
final class DiskWords {

    private DiskWords() {}

    static String of(IOException fault, Messages messages) {
        if (!(fault instanceof FileSystemException file)) {
            String message = fault.getMessage();
            return message == null ? messages.text("fault.disk.unknown") : message;
        }
        String path = String.valueOf(file.getFile());
        if (file instanceof NoSuchFileException) {
            return messages.text("fault.disk.missing", path);
        }
        if (file instanceof FileAlreadyExistsException) {
            return messages.text("fault.disk.exists", path);
        }
        if (file instanceof AccessDeniedException) {
            return messages.text("fault.disk.denied", path);
        }
        if (file instanceof NotDirectoryException) {
            return messages.text("fault.disk.not-directory", path);
        }
        return file.getReason() == null ? path : path + ": " + file.getReason();
    }
}
