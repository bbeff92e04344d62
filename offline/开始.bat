@echo off
if not exist "%~dp0reportgen.bat" (
    echo 还没有安装，请先双击“安装.bat”。
    pause
    exit /b 1
)
set "PATH=%~dp0;%PATH%"
if not exist "%USERPROFILE%\Documents\绩效报告" mkdir "%USERPROFILE%\Documents\绩效报告"
cd /d "%USERPROFILE%\Documents\绩效报告"
echo 文件都放在这个文件夹：%CD%
echo.
echo   新建填报表    reportgen new --pack futian 填报表.xlsx --open
echo   生成报告      reportgen build 填报表.xlsx --open
echo   在网页里填报  reportgen serve .
echo   全部命令      reportgen --help
echo.
echo 每一步怎么做，见“使用手册.html”。
cmd /k
