"""Addresses of papers."""

from django.urls import path

from himpun.letters.views import beside, edit, paper, papers, step_papers, word

urlpatterns = [
    path("", papers.home, name="home"),
    path(
        "langkah/<int:run>/<int:visit>/susun/<slug:kind>/",
        step_papers.paper_draft,
        name="paper_draft",
    ),
    path("langkah/<int:run>/<int:visit>/tanda/", step_papers.step_marks, name="step_marks"),
    path("<str:agency>/", papers.papers, name="papers"),
    path("<str:agency>/<int:number>/", paper.paper, name="paper"),
    path("<str:agency>/<int:number>/ajukan/", beside.paper_submit, name="paper_submit"),
    path("<str:agency>/<int:number>/tanda/", beside.paper_marks, name="paper_marks"),
    path("<str:agency>/<int:number>/kembalikan/", beside.paper_return, name="paper_return"),
    path("<str:agency>/<int:number>/ubah/", edit.paper_edit, name="paper_edit"),
    path(
        "<str:agency>/<int:number>/pratinjau/<str:key>/<int:page>.png",
        edit.paper_trial,
        name="paper_trial",
    ),
    path("<str:agency>/<int:number>/word/", word.paper_word, name="paper_word"),
    path("<str:agency>/<int:number>/v<int:version>.docx", word.paper_docx, name="paper_docx"),
    path("<str:agency>/<int:number>/batal/", paper.paper_cancel, name="paper_cancel"),
    path("<str:agency>/<int:number>/arsipkan/", paper.paper_file, name="paper_file"),
    path("<str:agency>/<int:number>/v<int:version>.pdf", paper.paper_pdf, name="paper_pdf"),
    path(
        "<str:agency>/<int:number>/v<int:version>/<int:page>.png",
        paper.paper_picture,
        name="paper_picture",
    ),
    path(
        "<str:agency>/<int:number>/beda/<int:before>-<int:after>/",
        paper.paper_difference,
        name="paper_difference",
    ),
]
